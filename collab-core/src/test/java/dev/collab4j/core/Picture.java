package dev.collab4j.core;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.MapEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that can be seen in a document, by id: two of them, before and after, say what a transaction changed. */
final class Picture {
    /** An element, with all that is in it. */
    private record Element(Set<Long> clients, Set<UpdateStruct.Kind> kinds) {}

    private record Type(
            String path,
            String name,
            Map<Id, Element> list,
            Map<Id, Element> formats,
            Map<String, Map.Entry<Id, Element>> keys) {}

    private final Map<Object, Type> types = new LinkedHashMap<>();

    private Picture() {}

    static Picture of(Doc doc) {
        Picture picture = new Picture();
        doc.store().roots().forEach(root -> picture.look(root.getKey(), root.getValue(), root.getKey() + "[]", ""));
        return picture;
    }

    private Element look(Object id, Branch branch, String path, String name) {
        Element all = new Element(new TreeSet<>(), EnumSet.noneOf(UpdateStruct.Kind.class));
        Type type = new Type(path, name, new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeMap<>());
        types.put(id, type);
        int index = 0;
        for (Item item = branch.start; item != null; item = item.right) {
            if (!item.isDeleted()) {
                Element element = look(item, path, index);
                for (int i = 0; i < item.length; i++) {
                    (item.kind == Content.FORMAT ? type.formats : type.list).put(id(item, i), element);
                }
                add(all, element);
                index += item.visibleLength();
            }
        }
        for (Map.Entry<String, MapEntry> entry : branch.entries()) {
            Item item = entry.getValue().tail;
            if (!item.isDeleted()) {
                Element element = look(item, path, entry.getKey());
                type.keys.put(entry.getKey(), Map.entry(id(item, item.length - 1), element));
                add(all, element);
            }
        }
        return all;
    }

    private Element look(Item item, String around, Object step) {
        Element element = new Element(new TreeSet<>(Set.of(item.log.client)), EnumSet.of(kind(item)));
        if (item.kind == Content.TYPE) {
            String path = around.substring(0, around.length() - 1) + (around.endsWith("[]") ? "" : ", ") + step + "]";
            add(
                    element,
                    look(
                            id(item, 0),
                            item.branch(),
                            path,
                            UpdateStruct.type(item.branch().typeRef()).toString()));
        }
        return element;
    }

    private static void add(Element all, Element element) {
        all.clients.addAll(element.clients);
        all.kinds.addAll(element.kinds);
    }

    private static UpdateStruct.Kind kind(Item item) {
        return UpdateStruct.Kind.values()[item.kind];
    }

    private static Id id(Item item, int offset) {
        return new Id(item.log.client, item.clock + offset);
    }

    /** What is different in {@code after}, in types that there are in both and in roots: a line for each change. */
    List<String> changesTo(Picture after) {
        List<String> lines = new ArrayList<>();
        after.types.forEach((id, is) -> {
            Type was = types.get(id);
            if (was != null || id instanceof String) {
                Type before = was == null ? new Type(is.path, "", Map.of(), Map.of(), Map.of()) : was;
                describe(lines, id, before, is);
            }
        });
        lines.sort(null);
        return lines;
    }

    private static void describe(List<String> lines, Object id, Type was, Type is) {
        describe(lines, Change.Kind.INSERT, id, was, without(is.list, was.list));
        describe(lines, Change.Kind.DELETE, id, was, shallow(without(was.list, is.list)));
        Map<Id, Element> formats = without(is.formats, was.formats);
        formats.putAll(without(was.formats, is.formats));
        describe(lines, Change.Kind.FORMAT, id, was, formats);
        Set<String> keys = new TreeSet<>(was.keys.keySet());
        keys.addAll(is.keys.keySet());
        for (String key : keys) {
            describeKey(lines, id, was, key, was.keys.get(key), is.keys.get(key));
        }
    }

    private static void describeKey(
            List<String> lines,
            Object id,
            Type type,
            String key,
            Map.Entry<Id, Element> old,
            Map.Entry<Id, Element> value) {
        if (value == null) {
            Map<Id, Element> gone = shallow(Map.of(old.getKey(), old.getValue()));
            lines.add(line(Change.Kind.KEY_DELETE, type, id, key, gone.get(old.getKey())));
        } else if (old == null || !old.getKey().equals(value.getKey())) {
            Change.Kind kind = old == null ? Change.Kind.KEY_ADD : Change.Kind.KEY_UPDATE;
            lines.add(line(kind, type, id, key, value.getValue()));
        }
    }

    private static Map<Id, Element> without(Map<Id, Element> all, Map<Id, Element> some) {
        Map<Id, Element> rest = new LinkedHashMap<>(all);
        rest.keySet().removeAll(some.keySet());
        return rest;
    }

    /** Of what goes, only the elements themselves are told. */
    private static Map<Id, Element> shallow(Map<Id, Element> elements) {
        Map<Id, Element> shallow = new LinkedHashMap<>();
        elements.forEach((id, element) -> shallow.put(
                id,
                new Element(
                        Set.of(id.client()),
                        element.kinds.contains(UpdateStruct.Kind.TYPE)
                                ? EnumSet.of(UpdateStruct.Kind.TYPE)
                                : element.kinds)));
        return shallow;
    }

    private static void describe(
            List<String> lines, Change.Kind kind, Object id, Type type, Map<Id, Element> elements) {
        if (!elements.isEmpty()) {
            Element all = new Element(new TreeSet<>(), EnumSet.noneOf(UpdateStruct.Kind.class));
            elements.values().forEach(element -> add(all, element));
            lines.add(line(kind, type, id, null, all));
        }
    }

    private static String line(Change.Kind kind, Type type, Object id, String key, Element element) {
        return String.join(
                " ",
                kind.toString(),
                type.path,
                id.toString(),
                type.name,
                "" + key,
                element.clients.toString(),
                element.kinds.toString());
    }

    /** A change in the form of {@link #changesTo}. */
    static String line(Change change) {
        Object id = change.typeId() == null ? change.root() : change.typeId();
        String name = change.typeId() == null ? "" : "" + change.type();
        Type type = new Type(change.root() + change.path(), name, Map.of(), Map.of(), Map.of());
        return line(change.kind(), type, id, change.key(), new Element(change.clients(), change.contents()));
    }

    /** The type and key of a line, without what happens there. */
    static String place(String line) {
        return line.replaceFirst("^\\S+ ", "").replaceFirst(" \\[[^\\[]*] \\[[^\\[]*]$", "");
    }
}
