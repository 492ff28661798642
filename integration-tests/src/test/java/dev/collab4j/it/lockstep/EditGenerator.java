package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random local edits. A history has a taste: some are all text, some all map, so that both get deep. */
final class EditGenerator {
    private static final int FRACTIONS = 65_536;
    private static final List<String> KEYS = List.of("a", "b", "é", "ж", "two", "c", "<", "<", "<", ">", ">");
    private static final List<String> KINDS =
            List.of("Text", "Array", "Map", "XmlFragment", "XmlElement", "XmlText", "XmlHook");
    private static final List<String> XML_KINDS = List.of("XmlElement", "XmlElement", "XmlText", "XmlHook");

    private final Random random;
    private final Values values;
    private final Weights<Fields> edits = new Weights<>();
    private final int maxLength;

    EditGenerator(Random random, Values values) {
        this.random = random;
        this.values = values;
        this.maxLength = 1 + random.nextInt(12);
        edits.add(1, () -> Fields.of("name", "encode"));
        addText(1 + random.nextInt(8), random.nextInt(3) * 4);
        addArray(1 + random.nextInt(4));
        addMap(1 + random.nextInt(4));
        addXml(1 + random.nextInt(4));
    }

    private void addText(int taste, int formats) {
        edits.add(10 * taste, () -> text("textInsert").with("value", values.text()))
                .add(7 * taste, () -> text("textDelete").with("length", length()))
                .add(4 * taste, () -> edit("textType").with("keys", keys()))
                .add(
                        1 + formats,
                        () -> text("textInsertWith")
                                .with("value", values.text())
                                .with("attributes", values.attributes()))
                .add(
                        1 + 2 * formats,
                        () -> text("textFormat").with("length", length()).with("attributes", values.attributes()))
                .add(2, this::embed)
                .add(2, () -> newType(text("textEmbedType"), KINDS))
                .add(2 + formats, () -> text("textDelta").with("value", delta()))
                .add(2, () -> text("textSetAttribute").with("key", values.key()).with("value", values.attributeValue()))
                .add(1, () -> text("textRemoveAttribute").with("key", values.key()));
    }

    private String keys() {
        return random.ints(2 + random.nextInt(8), 0, KEYS.size())
                .mapToObj(KEYS::get)
                .collect(Collectors.joining("|"));
    }

    private void addArray(int taste) {
        edits.add(5 * taste, () -> edit("arrayInsert").with("value", values.elements()))
                .add(3 * taste, () -> edit("arrayPush").with("value", values.elements()))
                .add(2 * taste, () -> edit("arrayUnshift").with("value", values.elements()))
                .add(6 * taste, () -> edit("arrayDelete").with("length", length()))
                .add(3, () -> newType(edit("arrayInsertType"), KINDS))
                .add(2, () -> newType(edit("arrayPushType"), KINDS));
    }

    private void addMap(int taste) {
        edits.add(6 * taste, () -> edit("mapSet").with("key", values.key()).with("value", values.mapValue()))
                .add(2 * taste, () -> newType(edit("mapSetType").with("entry", values.key()), KINDS))
                .add(3 * taste, () -> edit("mapDelete").with("key", values.key()))
                .add(1, () -> edit("mapClear"));
    }

    private void addXml(int taste) {
        edits.add(4 * taste, () -> newType(edit("xmlInsert"), XML_KINDS))
                .add(2 * taste, () -> newType(edit("xmlPush"), XML_KINDS))
                .add(3 * taste, () -> edit("xmlDelete").with("length", 1 + random.nextInt(2)))
                .add(
                        3 * taste,
                        () -> edit("xmlSetAttribute").with("key", values.key()).with("value", values.attributeValue()))
                .add(taste, () -> edit("xmlRemoveAttribute").with("key", values.key()));
    }

    /** One to three edits, now and then with a transaction inside. */
    List<Fields> operations() {
        List<Fields> operations = new ArrayList<>();
        for (int i = random.nextInt(3) * random.nextInt(2); i >= 0; i--) {
            operations.add(random.nextInt(12) == 0 ? nested() : edits.choose(random));
        }
        return operations;
    }

    private Fields nested() {
        List<Fields> inner = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            inner.add(random.nextInt(6) == 0 ? nested() : edits.choose(random));
        }
        return Fields.of("name", "nested", "operations", inner);
    }

    /** Half of the text edits are near the last one, as typing is. */
    private Fields text(String name) {
        Fields edit = edit(name);
        return random.nextInt(20) == 0 ? edit.with("over", 1 + random.nextInt(3)) : edit;
    }

    private Fields edit(String name) {
        return Fields.of("name", name, "target", target(), "at", place());
    }

    /** Roots come first among the candidates; they get a bonus, so that concurrent edits meet. */
    private int target() {
        return random.nextInt(2) == 0 ? random.nextInt(FRACTIONS / 8) : random.nextInt(FRACTIONS);
    }

    private int place() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> FRACTIONS - 1;
            default -> random.nextInt(FRACTIONS);
        };
    }

    private int length() {
        return 1 + random.nextInt(maxLength);
    }

    private Fields embed() {
        Fields embed = text("textEmbed").with("value", values.embed());
        return random.nextBoolean() ? embed : embed.with("attributes", values.attributes());
    }

    private Fields newType(Fields edit, List<String> kinds) {
        String kind = kinds.get(random.nextInt(kinds.size()));
        Fields typed = edit.with("kind", kind);
        return kind.equals("XmlElement") || kind.equals("XmlHook") ? typed.with("key", values.name()) : typed;
    }

    private List<Fields> delta() {
        List<Fields> delta = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            delta.add(deltaStep());
        }
        return delta;
    }

    private Fields deltaStep() {
        Fields step = switch (random.nextInt(7)) {
            case 0, 1 -> Fields.of("insert", values.text());
            case 2 -> Fields.of("insert", values.embed());
            case 3 -> Fields.of("remove", length());
            default -> Fields.of("retain", length());
        };
        return random.nextInt(3) == 0 && !step.has("remove") ? step.with("attributes", values.attributes()) : step;
    }
}
