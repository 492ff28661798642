package dev.collab4j.core.internal.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shared type as the store sees it: a list, and entries by key. Thousands of them may be tiny, so nothing is
 * allocated before it is used.
 */
public final class Branch {
    /** The item that holds this type; null for a root. */
    public final @Nullable Item item;

    /** The name of a root type; null for a nested one. */
    public final @Nullable String rootName;

    private TypeRef typeRef;
    public @Nullable Item start;
    public int length;

    /** Whether an attribute of the text was ever set, as Yjs remembers it: a root that is typed late has forgotten. */
    public boolean hasFormatting;

    private @Nullable Map<String, MapEntry> entries;
    private @Nullable ListIndex index;

    /** The public object made for this type and its observers, kept by the layers above. */
    public @Nullable Object view;

    public @Nullable Object observers;

    private Branch(@Nullable Item item, @Nullable String rootName, TypeRef typeRef) {
        this.item = item;
        this.rootName = rootName;
        this.typeRef = typeRef;
    }

    public static Branch root(String name) {
        return new Branch(null, name, TypeRef.of(TypeRef.UNTYPED));
    }

    public static Branch nested(Item item, TypeRef typeRef) {
        return new Branch(item, null, typeRef);
    }

    public TypeRef typeRef() {
        return typeRef;
    }

    /** Gives a root its type. Yjs makes a new object then, which does not know of formats any more. */
    public void defineType(TypeRef type) {
        typeRef = type;
        hasFormatting = false;
    }

    public boolean isDeleted() {
        return item != null && item.isDeleted();
    }

    public @Nullable Branch parent() {
        return item == null ? null : item.parent;
    }

    /** The entries in the order in which their keys were first set. */
    public Collection<Map.Entry<String, MapEntry>> entries() {
        return entries == null ? java.util.List.of() : entries.entrySet();
    }

    public @Nullable MapEntry findEntry(String key) {
        return entries == null ? null : entries.get(key);
    }

    /** The item that holds the value of {@code key}, dead or alive. */
    public @Nullable Item tail(String key) {
        MapEntry entry = findEntry(key);
        return entry == null ? null : entry.tail;
    }

    /** Links {@code item}, whose {@code left} is set, into its list. */
    public void link(Item item) {
        Item left = item.left;
        item.right = left != null ? left.right : first(item.key);
        if (left != null) {
            left.right = item;
        } else if (item.key == null) {
            start = item;
        } else {
            putHead(item.key, item);
        }
        if (item.right != null) {
            item.right.left = item;
        } else if (item.key != null) {
            putTail(item.key, item);
        }
        if (item.key == null) {
            length += item.visibleLength();
            if (index != null) {
                index.inserted(item);
            }
        }
    }

    /** The first item of the list, or of the entry of {@code key}. */
    public @Nullable Item first(@Nullable String key) {
        if (key == null) {
            return start;
        }
        MapEntry entry = findEntry(key);
        return entry == null ? null : entry.head;
    }

    private void putHead(String key, Item item) {
        MapEntry entry = findEntry(key);
        if (entry == null) {
            putEntry(key, item);
        } else {
            entry.head = item;
        }
    }

    /**
     * Makes {@code item} the last one of its key. There is an entry, unless a made-up struct goes on, under a key, after
     * elements that lie elsewhere: its list then begins where theirs does, as in Yjs.
     */
    void putTail(String key, Item item) {
        MapEntry entry = findEntry(key);
        if (entry == null) {
            entry = putEntry(key, item);
            while (entry.head.left != null) {
                entry.head = entry.head.left;
            }
        }
        entry.tail = item;
    }

    private MapEntry putEntry(String key, Item item) {
        if (entries == null) {
            entries = new LinkedHashMap<>();
        }
        MapEntry entry = new MapEntry(item);
        entries.put(key, entry);
        return entry;
    }

    void split(Item left, Item right) {
        if (index != null) {
            index.split(left, right);
        }
    }

    void merging(Item left, Item right) {
        if (index != null) {
            index.merging(left, right);
        }
    }

    /** A visible item of the list has {@code delta} more elements than before. */
    public void resized(Item item, int delta) {
        length += delta;
        if (index != null) {
            index.resized(item);
        }
    }

    /** An item of the list is marked as deleted now; {@code visible} is what it showed before. */
    public void hidden(Item item, int visible) {
        length -= visible;
        if (index != null) {
            index.hidden(item, visible);
        }
    }

    public @Nullable ListIndex index() {
        return index;
    }

    public void index(ListIndex newIndex) {
        index = newIndex;
    }

    /** Forgets all children: the type was deleted and is collected. */
    public void clear() {
        start = null;
        entries = null;
        index = null;
    }
}
