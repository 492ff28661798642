package dev.collab4j.core.fuzz;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Update;
import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Documents that hostile bytes are tried on, and all that can be seen of one. */
final class Documents {
    private static final byte[] HONEST = makeHonest().toV1();

    private Documents() {}

    /** Roots that have types, and nothing in them. */
    static Doc empty() {
        return empty(DocOptions.builder());
    }

    private static Doc empty(DocOptions.Builder options) {
        Doc doc = new Doc(options.clientId(1L << 40).guid("fuzz").build());
        doc.getText("text");
        doc.getArray("array");
        doc.getMap("map");
        doc.getXmlFragment("fragment");
        doc.getXmlElement("element");
        return doc;
    }

    /** Some content of every kind, by the clients 1 and 2. */
    static Doc honest() {
        return loaded(honestState());
    }

    /** The same, with all that was deleted. */
    static Doc honestWithHistory() {
        Doc doc = emptyWithHistory();
        doc.applyUpdate(honestState());
        return doc;
    }

    static Doc emptyWithHistory() {
        return empty(DocOptions.builder().gc(false));
    }

    static Update honestState() {
        return Update.fromV1(HONEST);
    }

    static Doc loaded(Update... updates) {
        Doc doc = empty();
        for (Update update : updates) {
            doc.applyUpdate(update);
        }
        return doc;
    }

    /**
     * The document, or if something waits what is loaded from its encoding: what waits behind a struct that is known, but
     * names one that isn't, doesn't wait any more then, as in Yjs.
     */
    static Doc settled(Doc doc) {
        return doc.hasPending() ? loaded(doc.encodeStateAsUpdate()) : doc;
    }

    /** What a document with nothing but {@code updates} shows; empty if it refuses one. */
    static Optional<List<String>> seen(Update... updates) {
        try {
            return Optional.of(see(settled(loaded(updates))));
        } catch (MalformedUpdateException refused) {
            return Optional.empty();
        }
    }

    private static Update makeHonest() {
        Doc one = writer(1);
        one.getText("text").insert(0, "Hello 😀 world");
        one.getText("text").format(6, 2, Map.of("bold", true));
        one.getText("text").insertEmbed(3, Map.of("image", "x.png"));
        one.getArray("array").push(1L, "two", List.of(3.5, Map.of("k", "v")), new byte[] {4});
        one.getArray("array").insertMap(2).set("in", "side");
        one.getMap("map").set("key", "old");
        Doc two = writer(2);
        two.applyUpdate(one.encodeStateAsUpdate());
        two.getMap("map").set("key", "new");
        two.getMap("map").setText("note").insert(0, "nested");
        two.getText("text").delete(1, 3);
        two.getArray("array").delete(2, 1);
        two.getXmlFragment("fragment").insertElement(0, "p").setAttribute("class", "c");
        two.getXmlFragment("fragment").insertText(1).insert(0, "xml");
        one.getText("text").insert(5, "concurrent");
        two.applyUpdate(one.encodeStateAsUpdate());
        return two.encodeStateAsUpdate();
    }

    private static Doc writer(long client) {
        return new Doc(
                DocOptions.builder().clientId(client).guid("fuzz").gc(false).build());
    }

    /**
     * Bytes, values and what waits: a line each, for a message that can be read. As long as something waits the bytes lack
     * a bit here and there; parked structs that are known are lost on the way. Both as in Yjs.
     */
    static List<String> see(Doc doc) {
        ByteWriter json = new ByteWriter();
        AnyCodec.write(json, sorted(doc.toJson()));
        doc.getText("text").toDelta();
        Update state = doc.encodeStateAsUpdate();
        String values = "json " + HexFormat.of().formatHex(json.toByteArray());
        return doc.hasPending()
                ? List.of(values, waiting(doc), "state " + hex(converted(state)))
                : List.of(values, "state " + hex(state));
    }

    /** The same without the bytes if something waits: how that is cut depends on how it came. */
    static Optional<List<String>> gist(Update... updates) {
        return seen(updates).map(lines -> lines.subList(0, 2));
    }

    private static String waiting(Doc doc) {
        Update waiting = doc.pending().update();
        return "waiting " + Ids.beyond(doc.stateVector(), waiting) + Ids.deleted(waiting);
    }

    /** To version 2 and back. */
    static Update converted(Update update) {
        return Update.fromV1(Update.fromV2(update.toV2(), Long.MAX_VALUE).toV1());
    }

    /** Keys stay where they came first, and a document that is loaded gets all in another order. */
    private static Object sorted(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Documents::sorted).collect(Collectors.toList());
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(key, sorted(each)));
            return sorted;
        }
        return value;
    }

    static String hex(Update update) {
        return HexFormat.of().formatHex(update.toV1());
    }
}
