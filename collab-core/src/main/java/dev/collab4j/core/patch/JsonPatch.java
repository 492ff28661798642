package dev.collab4j.core.patch;

import dev.collab4j.core.Doc;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Undefined;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a JSON document (RFC 6902), for a map or an array and what is in it. Immutable and thread-safe.
 *
 * <p>Made for {@link Doc#editAt}, where an error leaves nothing behind: elsewhere the operations before it stay. There
 * paths, indices and tests are those of the older state, with these consequences:
 *
 * <ul>
 *   <li>what lies inside of something that was deleted or replaced since changes nothing;
 *   <li>{@code test} fails if the value was deleted or replaced since, even by an equal one;
 *   <li>{@code copy} and {@code move} of such a value are refused.
 * </ul>
 *
 * <p>Values are plain ones: an object that is added is one value, of which others can't edit parts. A part of a plain
 * value is changed by setting the whole one. {@code replace} of an element is a deletion and an insertion, {@code move} a
 * copy and a deletion; a shared type is neither copied nor moved, because others may be at work in it.
 */
public final class JsonPatch {
    /**
     * What an application may read and copy, in values and UTF-16 units: a patch that copies itself doubles with each
     * operation, and one operation of 40 bytes tests the whole document, or sets a whole value to change a part of it.
     */
    private static final long MAX_WEIGHT = 1 << 22;

    private final List<Operation> operations;

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    private record Operation(
            String op,
            JsonPointer path,
            @Nullable JsonPointer from,
            @Nullable Object value) {}

    /**
     * Takes a patch.
     *
     * @param json what {@link dev.collab4j.core.Json#parse} returns for it: a list of operations; null is no patch
     * @return the patch
     * @throws IllegalArgumentException if it is no patch; the message says where
     */
    public static JsonPatch fromJson(@Nullable Object json) {
        if (!(json instanceof List<?> list)) {
            throw new IllegalArgumentException("A patch is a list of operations");
        }
        List<Operation> operations = new ArrayList<>();
        for (Object fields : list) {
            try {
                operations.add(operation(fields));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Operation " + operations.size() + " of the patch: " + e.getMessage(), e);
            }
        }
        return new JsonPatch(operations);
    }

    private static Operation operation(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("not an object");
        }
        String op = text(fields, "op");
        JsonPointer path = JsonPointer.parse(text(fields, "path"));
        if (path.isRoot() && !op.equals("test")) {
            throw new IllegalArgumentException("the whole can only be tested");
        }
        return switch (op) {
            case "add", "replace", "test" -> new Operation(op, path, null, value(fields));
            case "remove" -> new Operation(op, path, null, null);
            case "move", "copy" -> new Operation(op, path, from(op, path, fields), null);
            default -> throw new IllegalArgumentException("unknown: " + op);
        };
    }

    private static @Nullable Object value(Map<?, ?> fields) {
        if (!fields.containsKey("value")) {
            throw new IllegalArgumentException("no value");
        }
        return fields.get("value");
    }

    private static JsonPointer from(String op, JsonPointer path, Map<?, ?> fields) {
        JsonPointer from = JsonPointer.parse(text(fields, "from"));
        if (from.isRoot() || (op.equals("move") && from.isAround(path))) {
            throw new IllegalArgumentException("nothing can be moved or copied into itself");
        }
        return from;
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text \"" + name + "\"");
    }

    /**
     * Applies all operations, in one transaction.
     *
     * @param root a {@link YMap} or {@link YArray}, where paths begin; not null
     * @throws PatchException if a path isn't there or a test fails; what was done before stays, but for
     *     {@link Doc#editAt}
     * @throws IllegalArgumentException if it is another type, or if a value can't be stored
     */
    public void applyTo(SharedType root) {
        Run run = new Run(root);
        root.doc().transact(transaction -> {
            for (int i = 0; i < operations.size(); i++) {
                run.apply(operations.get(i), i);
            }
        });
    }

    /** One application. */
    private static final class Run {
        private final SharedType root;
        private long weight;

        Run(SharedType root) {
            this.root = root;
            Container.of(root);
        }

        void apply(Operation operation, int index) {
            try {
                apply(operation);
            } catch (PatchException e) {
                throw new PatchException("Operation " + index + " of the patch: " + e.getMessage(), e.isTestFailed());
            }
        }

        private void apply(Operation operation) {
            JsonPointer path = operation.path();
            switch (operation.op()) {
                case "test" -> test(path, operation.value());
                case "add" -> around(path).add(path.last(), operation.value());
                case "replace" -> around(path).replace(path.last(), operation.value());
                case "remove" -> around(path).remove(path.last());
                case "copy" -> around(path).add(path.last(), take(from(operation)));
                default -> {
                    Object value = take(from(operation));
                    around(from(operation)).remove(from(operation).last());
                    around(path).add(path.last(), value);
                }
            }
        }

        private static JsonPointer from(Operation operation) {
            return Objects.requireNonNull(operation.from());
        }

        private void test(JsonPointer path, @Nullable Object expected) {
            Object found = path.isRoot() ? root : around(path).get(path.last());
            if (!JsonValues.equal(weighed(plain(found)), expected)) {
                throw new PatchException("the test of \"" + path + "\" fails", true);
            }
        }

        private static @Nullable Object plain(@Nullable Object value) {
            return value instanceof SharedType type ? type.toJson() : value;
        }

        private @Nullable Object take(JsonPointer from) {
            Object value = around(from).get(from.last());
            if (value instanceof SharedType) {
                throw new PatchException("\"" + from + "\" is a shared type, which stays where it is");
            }
            if (value == Undefined.INSTANCE) {
                throw new PatchException("\"" + from + "\" was deleted or replaced meanwhile");
            }
            return weighed(value);
        }

        private @Nullable Object weighed(@Nullable Object value) {
            weight += JsonValues.weight(value);
            if (weight > MAX_WEIGHT) {
                throw new PatchException(
                        "the patch reads and copies more than " + MAX_WEIGHT + " values and characters");
            }
            return value;
        }

        /** What the last step of {@code path} leads on from. */
        private Container around(JsonPointer path) {
            Container container = Container.of(root);
            for (String step : path.steps().subList(0, path.steps().size() - 1)) {
                Container inner = container.into(step);
                if (container.isShared() && !inner.isShared()) {
                    weighed(container.get(step));
                }
                container = inner;
            }
            return container;
        }
    }
}
