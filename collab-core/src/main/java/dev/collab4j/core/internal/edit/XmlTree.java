package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ways through XML. What isn't a type, which only a stranger puts there, is passed over. */
public final class XmlTree {
    private XmlTree() {}

    /** All types below {@code root}, each before what is in it; what is in texts and hooks is no part of the tree. */
    public static List<Branch> descendants(Branch root) {
        List<Branch> found = new ArrayList<>();
        Deque<Iterator<@Nullable Object>> open = new ArrayDeque<>();
        open.push(Elements.iterator(root));
        while (!open.isEmpty()) {
            if (!open.element().hasNext()) {
                open.pop();
            } else if (open.element().next() instanceof Branch child) {
                found.add(child);
                if (hasChildren(child)) {
                    open.push(Elements.iterator(child));
                }
            }
        }
        return found;
    }

    private static boolean hasChildren(Branch branch) {
        byte kind = branch.typeRef().kind();
        return kind == TypeRef.XML_ELEMENT || kind == TypeRef.XML_FRAGMENT;
    }

    /** The type next to {@code branch}; null if there is none, or a value. */
    public static @Nullable Branch next(Branch branch) {
        Item item = branch.item;
        do {
            item = item == null ? null : item.right;
        } while (item != null && item.isDeleted());
        return typeOf(item);
    }

    /** The type before {@code branch}; null if there is none, or a value. */
    public static @Nullable Branch previous(Branch branch) {
        Item item = branch.item;
        do {
            item = item == null ? null : item.left;
        } while (item != null && item.isDeleted());
        return typeOf(item);
    }

    private static @Nullable Branch typeOf(@Nullable Item item) {
        return item != null && item.kind == Content.TYPE ? item.branch() : null;
    }
}
