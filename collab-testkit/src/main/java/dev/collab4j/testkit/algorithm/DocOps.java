package dev.collab4j.testkit.algorithm;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YText;
import dev.collab4j.testkit.simulation.Ops;
import dev.collab4j.testkit.simulation.TextOp;
import dev.collab4j.testkit.simulation.TextOps;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Edits of a document of all kinds of types, as {@link RichDocReplica} has it. */
public final class DocOps {
    private static final int THOUSANDTHS = 1000;
    private static final String[] KEYS = {"a", "b"};
    private static final String[] MARKS = {"bold", "italic"};

    private DocOps() {}

    /**
     * Text inserted, deleted, formatted and filled with embeds; entries of a map and elements of a list set and
     * deleted, among them texts, which are edited, too.
     *
     * @return the edits
     */
    public static Ops<DocOp> any() {
        return DocOps::next;
    }

    private static DocOp next(Random random) {
        double at = random.nextInt(THOUSANDTHS + 1) / (double) THOUSANDTHS;
        String key = KEYS[random.nextInt(KEYS.length)];
        int number = random.nextInt(100);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new EditText(TextOps.any().next(random));
            case 3 ->
                new Format(
                        at,
                        1 + random.nextInt(5),
                        MARKS[random.nextInt(MARKS.length)],
                        random.nextBoolean() ? true : null);
            case 4 -> new Embed(at, number);
            case 5 -> new SetEntry(key, number);
            case 6 -> new SetText(key, "t" + number);
            case 7 -> new EditEntry(key, TextOps.any().next(random));
            case 8 -> new InsertElement(at, number);
            default -> random.nextBoolean() ? new DeleteEntry(key) : new DeleteElement(at);
        };
    }

    private static int index(double at, int length) {
        return (int) (at * length);
    }

    private record EditText(TextOp op) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            DocReplica.edit(document.getText(RichDocReplica.TEXT), op);
        }
    }

    private record Format(
            double at, int count, String mark, @Nullable Object value) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            YText text = document.getText(RichDocReplica.TEXT);
            int start = index(at, text.length());
            Map<String, @Nullable Object> attributes = new HashMap<>();
            attributes.put(mark, value);
            text.format(start, Math.min(count, text.length() - start), attributes);
        }
    }

    private record Embed(double at, int number) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            YText text = document.getText(RichDocReplica.TEXT);
            text.insertEmbed(index(at, text.length()), Map.of("image", number));
        }
    }

    private record SetEntry(String key, int value) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            document.getMap(RichDocReplica.MAP).set(key, value);
        }
    }

    private record SetText(String key, String text) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            document.transact(
                    tx -> document.getMap(RichDocReplica.MAP).setText(key).insert(0, text));
        }
    }

    private record EditEntry(String key, TextOp op) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            if (document.getMap(RichDocReplica.MAP).get(key) instanceof YText text) {
                DocReplica.edit(text, op);
            }
        }
    }

    private record DeleteEntry(String key) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            document.getMap(RichDocReplica.MAP).delete(key);
        }
    }

    private record InsertElement(double at, int value) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            YArray list = document.getArray(RichDocReplica.LIST);
            int index = index(at, list.length());
            if (value % 5 == 0) {
                document.transact(tx -> list.insertMap(index).set("value", value));
            } else {
                list.insert(index, value);
            }
        }
    }

    private record DeleteElement(double at) implements DocOp {
        @Override
        public void applyTo(Doc document) {
            YArray list = document.getArray(RichDocReplica.LIST);
            if (list.length() > 0) {
                list.delete(Math.min(index(at, list.length()), list.length() - 1));
            }
        }
    }
}
