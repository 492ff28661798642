package dev.collab4j.core;

import dev.collab4j.core.internal.edit.ListEdit;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a type is. Those inside share the way to it, as types may be nested deep. */
final class TypePath {
    private final String root;
    private final @Nullable TypePath around;
    private final @Nullable Object step;
    private final @Nullable Id id;
    private final UpdateStruct.@Nullable Type type;

    private TypePath(
            String root,
            @Nullable TypePath around,
            @Nullable Object step,
            @Nullable Id id,
            UpdateStruct.@Nullable Type type) {
        this.root = root;
        this.around = around;
        this.step = step;
        this.id = id;
        this.type = type;
    }

    static TypePath ofNewRoot(String name) {
        return new TypePath(name, null, null, null, null);
    }

    String root() {
        return root;
    }

    @Nullable
    Id id() {
        return id;
    }

    UpdateStruct.@Nullable Type type() {
        return type;
    }

    List<Object> steps() {
        Deque<Object> steps = new ArrayDeque<>();
        for (TypePath each = this; each != null && each.step != null; each = each.around) {
            steps.push(each.step);
        }
        return List.copyOf(steps);
    }

    /** Finds types of one document, whose lock the caller holds. */
    static final class Finder {
        private final Map<Branch, TypePath> known = new HashMap<>(); // branches are equal only to themselves

        TypePath find(Branch branch) {
            Deque<Branch> inside = new ArrayDeque<>();
            for (Branch each = branch; each != null && !known.containsKey(each); each = each.parent()) {
                inside.push(each);
            }
            inside.forEach(each -> known.put(each, make(each)));
            return Objects.requireNonNull(known.get(branch));
        }

        private TypePath make(Branch branch) {
            UpdateStruct.Type type =
                    branch.typeRef().kind() == TypeRef.UNTYPED ? null : UpdateStruct.type(branch.typeRef());
            Item item = branch.item;
            if (item == null) {
                return new TypePath(Objects.requireNonNull(branch.rootName), null, null, null, type);
            }
            TypePath around = Objects.requireNonNull(known.get(item.parent));
            Object step = item.key != null ? item.key : (Object) ListEdit.indexOf(item);
            return new TypePath(around.root, around, step, new Id(item.log.client, item.clock), type);
        }
    }
}
