package dev.collab4j.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small random edits anywhere in a document of four roots. */
final class RandomEdits {
    private static final List<String> KEYS = List.of("k", "l");

    private RandomEdits() {}

    /** Names all roots. */
    static Collection<SharedType> roots(Doc doc) {
        return List.of(doc.getText("t"), doc.getArray("a"), doc.getMap("m"), doc.getXmlFragment("x"));
    }

    static void edit(Doc doc, Random random) {
        List<SharedType> types = new ArrayList<>(roots(doc));
        for (int i = 0; i < types.size(); i++) {
            inside(types.get(i)).forEach(child -> {
                if (child instanceof SharedType type) {
                    types.add(type);
                }
            });
        }
        SharedType type = types.get(random.nextInt(types.size()));
        if (type instanceof YText text) {
            edit(text, random);
        } else if (type instanceof YArray array) {
            edit(array, random);
        } else if (type instanceof YMap map) {
            edit(map, random);
        } else {
            edit((YXmlFragment) type, random);
        }
    }

    private static Collection<?> inside(SharedType type) {
        if (type instanceof YText text) {
            List<Object> values = new ArrayList<>(text.getAttributes().values());
            text.toDelta().ops().forEach(op -> values.add(((Delta.Insert) op).value()));
            return values;
        }
        if (type instanceof YArray array) {
            return array.toList();
        }
        return type instanceof YMap map ? map.values() : ((YXmlFragment) type).toList();
    }

    private static void edit(YText text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int length = Math.min(text.length() - at, 1 + random.nextInt(3));
        Map<String, Object> bold = java.util.Collections.singletonMap("b", random.nextBoolean() ? true : null);
        switch (random.nextInt(7)) {
            case 0, 1 -> text.insert(at, random.nextBoolean() ? "abc" : "x");
            case 2 -> text.insert(at, "y", bold);
            case 3 -> text.delete(at, length);
            case 4 -> text.format(at, length, bold);
            case 5 -> text.setAttribute(KEYS.get(random.nextInt(2)), random.nextInt(9));
            default -> {
                if (random.nextBoolean()) {
                    text.insertEmbed(at, Map.of("e", 1));
                } else {
                    text.insertMap(at).set("k", 1);
                }
            }
        }
    }

    private static void edit(YArray array, Random random) {
        int at = random.nextInt(array.length() + 1);
        switch (random.nextInt(6)) {
            case 0, 1 -> array.insert(at, 1, "2", true);
            case 2, 3 -> {
                if (at < array.length()) {
                    array.delete(at, Math.min(array.length() - at, 1 + random.nextInt(2)));
                }
            }
            case 4 -> array.insertMap(at).set("k", random.nextInt(3));
            default -> array.insert(at, random.nextBoolean() ? new Doc() : (Object) new byte[] {1});
        }
    }

    private static void edit(YMap map, Random random) {
        String key = KEYS.get(random.nextInt(2));
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> map.set(key, random.nextInt(9));
            case 3 -> map.delete(key);
            case 4 -> map.setText(key).insert(0, "in");
            case 5 -> map.setMap(key).setMap("k").set("l", 1);
            default -> map.setArray(key).push(1, 2);
        }
    }

    private static void edit(YXmlFragment xml, Random random) {
        int at = random.nextInt(xml.length() + 1);
        switch (random.nextInt(6)) {
            case 0 -> xml.insertElement(at, "p").setAttribute("k", 1);
            case 1 -> xml.insertText(at).insert(0, "text");
            case 2 -> {
                if (at < xml.length()) {
                    xml.delete(at);
                }
            }
            default -> {
                String key = KEYS.get(random.nextInt(2));
                if (xml instanceof YXmlElement element && random.nextInt(3) > 0) {
                    element.setAttribute(key, random.nextInt(9));
                } else if (xml instanceof YXmlElement element) {
                    element.removeAttribute(key);
                }
            }
        }
    }
}
