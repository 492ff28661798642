package dev.collab4j.it.lockstep;

import dev.collab4j.core.Delta;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.SubDoc;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The local edits of a history in Java: the twin of operations.mjs. */
final class Operations {
    private Operations() {}

    static void run(Replica replica, Fields operation) {
        String name = operation.text("name");
        if (name.equals("nested")) {
            List<Fields> inner = operation.list("operations");
            replica.doc().transact("inner", tx -> inner.forEach(each -> run(replica, each)));
        } else if (name.equals("encode")) {
            replica.note("encoded "
                    + HexFormat.of()
                            .formatHex(replica.doc().encodeStateAsUpdate().toV1()));
        } else if (name.startsWith("text")) {
            editText(replica.choose(YText.class, operation.number("target")), operation);
        } else if (name.startsWith("array")) {
            editArray(replica.choose(YArray.class, operation.number("target")), operation);
        } else if (name.startsWith("map")) {
            editMap(replica.choose(YMap.class, operation.number("target")), operation);
        } else if (name.endsWith("Attribute")) {
            editElement(replica.choose(YXmlElement.class, operation.number("target")), operation);
        } else {
            editXml(replica.choose(YXmlFragment.class, operation.number("target")), operation);
        }
    }

    private static void editText(YText text, Fields o) {
        int length = text.length();
        switch (o.text("name")) {
            case "textInsert" -> text.insert(place(o, length), o.text("value"));
            case "textType" -> type(text, place(o, length), o.text("keys").split("\\|"));
            case "textInsertWith" -> text.insert(place(o, length), o.text("value"), copy(o.value("attributes")));
            case "textDelete" -> ranged(o, length, text::delete);
            case "textFormat" ->
                ranged(o, length, (start, count) -> text.format(start, count, copy(o.value("attributes"))));
            case "textEmbed" -> embed(text, o);
            case "textEmbedType" -> NewTypes.insert(text, place(o, length), o);
            case "textDelta" -> text.applyDelta(resolve(o.list("value"), length));
            case "textSetAttribute" -> text.setAttribute(o.text("key"), o.get("value"));
            case "textRemoveAttribute" -> text.removeAttribute(o.text("key"));
            default -> throw new IllegalArgumentException(o.text("name"));
        }
    }

    /** Keys at a cursor: &lt; deletes what is before it, &gt; what is behind it. */
    private static void type(YText text, int start, String[] keys) {
        int cursor = start;
        for (String key : keys) {
            if (key.equals("<") && cursor > 0) {
                text.delete(--cursor, 1);
            } else if (key.equals(">") && cursor < text.length()) {
                text.delete(cursor, 1);
            } else if (key.compareTo(">") > 0) {
                text.insert(cursor, key);
                cursor += key.length();
            }
        }
    }

    private static void embed(YText text, Fields o) {
        int index = place(o, text.length());
        if (o.has("attributes")) {
            text.insertEmbed(index, o.get("value"), copy(o.value("attributes")));
        } else {
            text.insertEmbed(index, o.get("value"));
        }
    }

    private static void editArray(YArray array, Fields o) {
        int length = array.length();
        switch (o.text("name")) {
            case "arrayInsert" -> array.insert(place(o, length), elements(o));
            case "arrayPush" -> array.push(elements(o));
            case "arrayUnshift" -> array.unshift(elements(o));
            case "arrayDelete" -> ranged(o, length, array::delete);
            case "arrayInsertType" -> NewTypes.insert(array, place(o, length), o);
            case "arrayPushType" -> NewTypes.push(array, o);
            default -> throw new IllegalArgumentException(o.text("name"));
        }
    }

    private static void editMap(YMap map, Fields o) {
        switch (o.text("name")) {
            case "mapSet" -> map.set(o.text("key"), live(o.get("value")));
            case "mapSetType" -> NewTypes.set(map, o.text("entry"), o);
            case "mapDelete" -> map.delete(o.text("key"));
            case "mapClear" -> map.clear();
            default -> throw new IllegalArgumentException(o.text("name"));
        }
    }

    private static void editXml(YXmlFragment xml, Fields o) {
        int length = xml.length();
        switch (o.text("name")) {
            case "xmlInsert" -> NewTypes.insert(xml, place(o, length), o);
            case "xmlPush" -> NewTypes.push(xml, o);
            case "xmlDelete" -> ranged(o, length, xml::delete);
            default -> throw new IllegalArgumentException(o.text("name"));
        }
    }

    private static void editElement(YXmlElement element, Fields o) {
        if (o.text("name").equals("xmlSetAttribute")) {
            element.setAttribute(o.text("key"), o.get("value"));
        } else {
            element.removeAttribute(o.text("key"));
        }
    }

    private static Object[] elements(Fields o) {
        return ((List<?>) o.get("value")).stream().map(Operations::live).toArray();
    }

    /** A document can be in one place only: each time a history is played it has new ones. */
    private static Object live(Object value) {
        return value instanceof SubDoc document ? document.make() : value;
    }

    private static int place(Fields o, int length) {
        return (int) ((long) o.number("at") * (length + 1) >> 16) + o.number("over");
    }

    private static void ranged(Fields o, int length, BiConsumer<Integer, Integer> edit) {
        if (length > 0) {
            int start = (int) ((long) o.number("at") * length >> 16);
            edit.accept(start, Math.min(o.number("length"), length - start) + o.number("over"));
        }
    }

    /** Yjs compares some attribute values by identity: each operation has objects of its own. */
    private static Map<String, Object> copy(Map<String, Object> attributes) {
        Map<String, Object> copy = new LinkedHashMap<>();
        attributes.forEach((key, value) ->
                copy.put(key, value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : value));
        return copy;
    }

    private static Delta resolve(List<Fields> steps, int length) {
        Delta.Builder delta = Delta.builder();
        int rest = length;
        for (Fields step : steps) {
            Map<String, Object> attributes = step.has("attributes") ? copy(step.value("attributes")) : Map.of();
            if (step.has("insert")) {
                delta.insert(step.get("insert"), attributes);
                continue;
            }
            int count = Math.min(step.number("retain") + step.number("remove"), rest);
            rest -= count;
            if (count > 0 && step.has("retain")) {
                delta.retain(count, attributes);
            } else if (count > 0) {
                delta.delete(count);
            }
        }
        return delta.build();
    }
}
