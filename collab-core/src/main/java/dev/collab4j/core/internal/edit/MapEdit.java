package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.integrate.Deleter;
import dev.collab4j.core.internal.integrate.Integrator;
import dev.collab4j.core.internal.lib0.JsOrder;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.MapEntry;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Local edits and looks at entries: of maps, and attributes of XML elements and texts. */
public final class MapEdit {
    private MapEdit() {}

    /** Sets a value that {@link Values#entry} took in. */
    public static void set(TransactionState transaction, Branch map, String key, @Nullable Object value) {
        if (value instanceof byte[]) {
            insert(transaction, map, key, Content.BINARY, value);
        } else if (value instanceof SubDocument) {
            insert(transaction, map, key, Content.DOC, value);
        } else {
            insert(transaction, map, key, Content.ANY, new ValueRun(new @Nullable Object[] {value}));
        }
    }

    /** Sets a new type and returns it. */
    public static Branch setType(TransactionState transaction, Branch map, String key, TypeRef type) {
        return insert(transaction, map, key, Content.TYPE, type).branch();
    }

    /** Behind the last item of the key, dead or alive. */
    private static Item insert(TransactionState transaction, Branch map, String key, byte kind, Object content) {
        return Integrator.insert(transaction, map, key, map.tail(key), null, kind, content);
    }

    public static void delete(TransactionState transaction, Branch map, String key) {
        Item item = map.tail(key);
        if (item != null) {
            Deleter.delete(transaction, item);
        }
    }

    public static void clear(TransactionState transaction, Branch map) {
        for (Map.Entry<String, MapEntry> entry : map.entries()) {
            Deleter.delete(transaction, entry.getValue().tail);
        }
    }

    public static boolean has(Branch map, String key) {
        Item item = map.tail(key);
        return item != null && !item.isDeleted();
    }

    /** The value of a key as it is stored, or null if there is none. */
    public static @Nullable Object get(Branch map, String key) {
        Item item = map.tail(key);
        return item == null || item.isDeleted() ? null : Elements.last(item);
    }

    /** All entries as they are stored, in the order in which their keys were first set. */
    public static Map<String, @Nullable Object> entries(Branch map) {
        Map<String, @Nullable Object> live = new LinkedHashMap<>();
        for (Map.Entry<String, MapEntry> entry : map.entries()) {
            Item item = entry.getValue().tail;
            if (!item.isDeleted()) {
                live.put(entry.getKey(), Elements.last(item));
            }
        }
        return live;
    }

    /** All entries as they are stored, in the order that the keys of an object have in JavaScript. */
    public static Map<String, @Nullable Object> object(Branch map) {
        return JsOrder.sorted(entries(map));
    }
}
