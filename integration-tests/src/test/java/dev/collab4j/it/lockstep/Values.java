package dev.collab4j.it.lockstep;

import dev.collab4j.core.Undefined;
import dev.collab4j.it.oracle.SubDoc;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random texts and values, with what trips an implementer among them. */
final class Values {
    private static final List<String> WORDS = List.of(
            "a",
            "b",
            "hello ",
            "collab",
            "x",
            "\n",
            "two\nlines",
            "tab\t\"quoted\" \\",
            "é",
            "naïve ",
            "ÿĀ",
            "漢字",
            "שלום",
            "مرحبا ",
            "\u2028");
    private static final List<String> PAIRS = List.of("😀", "👍🏽", "👩‍👩‍👧‍👦", "a😀b", "🇫🇷🇩🇪", "x👍y👎z");
    private static final List<String> HALVES =
            List.of("\ud83d", "\ude00", "a\ud83d", "\ude00b", "\ud83d\ud83d", "\ude00\ud83d");
    private static final List<String> KEYS = List.of("a", "b", "key", "title", "1", "0", "27", "", "é", "01");
    private static final List<String> ATTRIBUTES = List.of("7", "bold", "italic", "color", "link");
    private static final double[] DOUBLES = {
        0.5,
        0.1,
        -0.0,
        1.5,
        5e-324,
        1e300,
        1e21,
        1e-7,
        0x1p31,
        -0x1p31,
        0x1p31 + 1,
        0x1p53,
        123456789.125,
        3.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final long[] LONGS = {
        0,
        1,
        -1,
        63,
        64,
        -64,
        8191,
        8192,
        Integer.MAX_VALUE,
        -Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        (1L << 53) - 1,
        -(1L << 53) + 1
    };

    private final Random random;
    private final boolean plain;
    private final List<String> keys;
    private final int subDocuments;

    /**
     * Plain texts have no surrogate pairs: none is cut, and replicas converge.
     *
     * @param narrow whether there are so few keys that entries get long pasts
     * @param subDocuments whether there are many of them
     */
    Values(Random random, boolean plain, boolean narrow, boolean subDocuments) {
        this.random = random;
        this.plain = plain;
        this.keys = narrow ? KEYS.subList(0, 2) : KEYS;
        this.subDocuments = subDocuments ? 4 : 40;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(piece());
        }
        return text.toString();
    }

    private String piece() {
        int dice = random.nextInt(100);
        if (plain || dice < 70) {
            return pick(WORDS);
        }
        return pick(dice < 95 ? PAIRS : HALVES);
    }

    String key() {
        return pick(keys);
    }

    String name() {
        return pick(List.of("p", "DIV", "h1", "Ünïcode", "li"));
    }

    /** One to three attributes, in the order that JavaScript gives their keys. */
    Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        int chosen = 1 + random.nextInt(4);
        for (int i = 0; i < ATTRIBUTES.size(); i++) {
            if ((chosen >> i & 1) != 0 || random.nextInt(12) == 0) {
                attributes.put(ATTRIBUTES.get(i), attribute());
            }
        }
        return attributes.isEmpty() ? Map.of("bold", true) : attributes;
    }

    private Object attribute() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> null;
            case 3 -> "red";
            case 4 -> flatObject();
            case 5 -> random.nextInt(3);
            case 6 -> 0.25;
            default -> true;
        };
    }

    private Map<String, Object> flatObject() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("c", random.nextInt(2));
        if (random.nextBoolean()) {
            object.put("d", "é\"");
        }
        return object;
    }

    /** What survives JSON, so that it's the same here and at the others. */
    Object embed() {
        Map<String, Object> embed = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            embed.put("3", random.nextInt(1000));
        }
        embed.put("image", "pic\u2028" + random.nextInt(10));
        if (random.nextBoolean()) {
            embed.put("sizes", List.of(1, 1e21, 1e-7, 0.1, -12345.678));
        }
        return embed;
    }

    Object attributeValue() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextBoolean();
            case 2 -> 0.5;
            default -> piece();
        };
    }

    List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            elements.add(random.nextInt(subDocuments) == 0 ? subDocument() : element(2));
        }
        return elements;
    }

    /** A map takes what an array takes, undefined and bigint too. */
    Object mapValue() {
        return switch (random.nextInt(12)) {
            case 0 -> Undefined.INSTANCE;
            case 1 -> bigInteger();
            case 2, 3, 4 -> random.nextInt(subDocuments) < 2 ? subDocument() : null;
            default -> element(2);
        };
    }

    private SubDoc subDocument() {
        Object meta = random.nextInt(3) == 0 ? flatObject() : null;
        return new SubDoc("sub-" + random.nextInt(9), random.nextBoolean(), random.nextInt(3) == 0, meta);
    }

    private Object element(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2, 3 -> LONGS[random.nextInt(LONGS.length)];
            case 4 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case 5, 6 -> piece();
            case 7 -> bytes();
            case 8 -> nestedList(depth - 1);
            default -> nestedObject(depth - 1);
        };
    }

    private List<Object> nestedList(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(random.nextInt(8) == 0 ? Undefined.INSTANCE : element(depth));
        }
        return list;
    }

    private Map<String, Object> nestedObject(int depth) {
        Map<Integer, Object> indexed = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            indexed.put(random.nextInt(300), element(depth));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        indexed.forEach((index, value) -> object.put(String.valueOf(index), value));
        for (int i = random.nextInt(3); i > 0; i--) {
            object.put(
                    pick(List.of("x", "y", "é", "", "-1", "01")),
                    random.nextInt(8) == 0 ? bigInteger() : element(depth));
        }
        return object;
    }

    private BigInteger bigInteger() {
        return BigInteger.valueOf(random.nextInt(4) == 0 ? 5 : random.nextLong());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
