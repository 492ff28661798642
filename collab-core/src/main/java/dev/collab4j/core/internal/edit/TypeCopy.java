package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A type and all that is in it as it was once, to be written into another place: read under the lock of one document,
 * written under that of another. Types are nested deeper than a stack, so nothing recurses.
 */
public final class TypeCopy {
    /** A run of elements of a list, an entry, or a piece of text; types stand here as their copies. */
    private record Part(@Nullable String key, @Nullable Object value, Map<String, @Nullable Object> attributes) {}

    private final TypeRef type;
    private final List<Part> parts = new ArrayList<>();

    private TypeCopy(TypeRef type) {
        this.type = type;
    }

    public static TypeCopy of(Branch branch) {
        Deque<Reader> open = new ArrayDeque<>();
        TypeCopy copy = new Reader(branch, open).copy;
        while (!open.isEmpty()) {
            open.pop().read();
        }
        return copy;
    }

    public TypeRef type() {
        return type;
    }

    /** Fills {@code branch}, which is new, in the order in which Yjs fills a clone. */
    public void writeTo(TransactionState transaction, Branch branch) {
        Deque<Writer> open = new ArrayDeque<>();
        open.push(new Writer(transaction, branch, this));
        while (!open.isEmpty()) {
            Writer top = open.element();
            if (!top.rest.hasNext()) {
                open.pop();
            } else {
                Part part = top.rest.next();
                if (part.value instanceof TypeCopy inner) {
                    open.push(new Writer(transaction, top.write(part, inner.type), inner));
                } else {
                    top.write(part);
                }
            }
        }
    }

    /** Finds the parts of one type; those of the types in it are left to others, which wait for their turn. */
    private static final class Reader implements DeltaSink {
        private final Branch branch;
        private final Deque<Reader> open;
        private final TypeCopy copy;

        Reader(Branch branch, Deque<Reader> open) {
            this.branch = branch;
            this.open = open;
            copy = new TypeCopy(branch.typeRef());
            open.push(this);
        }

        void read() {
            switch (branch.typeRef().kind()) {
                case TypeRef.TEXT, TypeRef.XML_TEXT -> TextView.delta(branch, this);
                case TypeRef.MAP, TypeRef.XML_HOOK -> addEntries(MapEdit.entries(branch));
                default -> {
                    addElements();
                    addEntries(MapEdit.object(branch));
                }
            }
        }

        private void addEntries(Map<String, @Nullable Object> entries) {
            entries.forEach((key, value) -> copy.parts.add(new Part(key, copyOf(value), Map.of())));
        }

        private void addElements() {
            List<@Nullable Object> run = new ArrayList<>();
            for (Object element : Elements.of(branch)) {
                if (element instanceof Branch) {
                    addRun(run);
                    copy.parts.add(new Part(null, copyOf(element), Map.of()));
                } else {
                    run.add(copyOf(element));
                }
            }
            addRun(run);
        }

        private void addRun(List<@Nullable Object> run) {
            if (!run.isEmpty()) {
                copy.parts.add(new Part(null, new ArrayList<>(run), Map.of()));
                run.clear();
            }
        }

        /** Plain values are never changed and can be in two places. */
        private @Nullable Object copyOf(@Nullable Object value) {
            if (value instanceof Branch inner) {
                return new Reader(inner, open).copy;
            }
            return value instanceof SubDocument document ? document.copy() : value;
        }

        @Override
        public void insert(Object value, Map<String, @Nullable Object> attributes) {
            copy.parts.add(new Part(null, copyOf(value), attributes));
        }
    }

    /** Writes the parts of one type, from front to back. */
    private static final class Writer {
        private final TransactionState transaction;
        private final Branch branch;
        private final Iterator<Part> rest;
        private final ListEdit list;
        private final TextEdit text;

        Writer(TransactionState transaction, Branch branch, TypeCopy copy) {
            this.transaction = transaction;
            this.branch = branch;
            rest = copy.parts.iterator();
            list = ListEdit.at(transaction, branch, 0);
            text = TextEdit.atStart(transaction, branch);
        }

        /** Makes the type that {@code part} is, still empty. */
        Branch write(Part part, TypeRef type) {
            if (part.key != null) {
                return MapEdit.setType(transaction, branch, part.key, type);
            }
            return isText() ? text.insert(Content.TYPE, type, part.attributes).branch() : list.insertType(type);
        }

        void write(Part part) {
            if (part.key != null) {
                MapEdit.set(transaction, branch, part.key, part.value);
            } else if (isText()) {
                write(part.value, part.attributes);
            } else {
                list.insert((List<?>) Objects.requireNonNull(part.value));
            }
        }

        private void write(@Nullable Object piece, Map<String, @Nullable Object> attributes) {
            if (piece instanceof String string) {
                text.insert(Content.STRING, string, attributes);
            } else {
                text.insert(Content.EMBED, new Embed(Values.orNull(piece)), attributes);
            }
        }

        private boolean isText() {
            return TypeRef.isText(branch.typeRef().kind());
        }
    }
}
