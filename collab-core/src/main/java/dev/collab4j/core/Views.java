package dev.collab4j.core;

import dev.collab4j.core.internal.edit.DeltaSink;
import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stored values and types as the application sees them. The caller holds the lock of the document. */
final class Views {
    private Views() {}

    /** Makes the public object of a type; {@link Doc#view} keeps it. As an Object, or the JVM would load all classes. */
    static Object create(Doc doc, Branch branch) {
        return switch (branch.typeRef().kind()) {
            case TypeRef.ARRAY -> new YArray(doc, branch);
            case TypeRef.MAP -> new YMap(doc, branch);
            case TypeRef.TEXT -> new YText(doc, branch);
            case TypeRef.XML_ELEMENT -> new YXmlElement(doc, branch);
            case TypeRef.XML_FRAGMENT -> new YXmlFragment(doc, branch);
            case TypeRef.XML_HOOK -> new YXmlHook(doc, branch);
            case TypeRef.XML_TEXT -> new YXmlText(doc, branch);
            default -> throw new IllegalStateException("nobody has said yet what this root is");
        };
    }

    /** A stored value as the application gets it: a copy, or the object of a type. */
    static @Nullable Object value(Doc doc, @Nullable Object stored) {
        if (stored instanceof Branch branch) {
            return doc.view(branch);
        }
        return stored instanceof SubDocument sub ? subDoc(doc, sub) : Values.export(stored);
    }

    /** The public object of a document inside {@code doc}, made when it is first asked for. */
    static Doc subDoc(Doc doc, SubDocument stored) {
        if (stored.view == null) {
            stored.view = new Doc(doc, stored);
        }
        return (Doc) stored.view;
    }

    /** What stands in the store for a value of the application; it still has to be checked and copied. */
    static @Nullable Object stored(@Nullable Object value) {
        return value instanceof Doc sub ? Nesting.stored(sub) : value;
    }

    static List<@Nullable Object> values(Doc doc, List<? extends @Nullable Object> stored) {
        List<@Nullable Object> values = new ArrayList<>(stored.size());
        for (Object value : stored) {
            values.add(value(doc, value));
        }
        return values;
    }

    static Map<String, @Nullable Object> values(Doc doc, Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        stored.forEach((key, value) -> values.put(key, value(doc, value)));
        return values;
    }

    /** Collects a delta with the values that the application gets. */
    static final class DeltaReader implements DeltaSink {
        private final Doc doc;
        private final List<Delta.Op> ops = new ArrayList<>(2);
        /** A stored object is given out as one object, so that applying the delta elsewhere gives the same bytes. */
        private @Nullable IdentityHashMap<Object, Object> copies;

        DeltaReader(Doc doc) {
            this.doc = doc;
        }

        @Override
        public void insert(Object value, Map<String, @Nullable Object> attributes) {
            ops.add(new Delta.Insert(convert(value), convert(attributes)));
        }

        /** A list may be one of stored elements. */
        private Object convert(Object value) {
            Object converted = value instanceof List<?> list ? values(doc, list) : value(doc, value);
            return converted == null ? Undefined.INSTANCE : converted;
        }

        @Override
        public void retain(int length, Map<String, @Nullable Object> attributes) {
            ops.add(new Delta.Retain(length, convert(attributes)));
        }

        private Map<String, @Nullable Object> convert(Map<String, @Nullable Object> attributes) {
            if (attributes.isEmpty()) {
                return attributes;
            }
            Map<String, @Nullable Object> converted = new LinkedHashMap<>();
            attributes.forEach((key, value) -> converted.put(key, convertAttribute(value)));
            return converted;
        }

        private @Nullable Object convertAttribute(@Nullable Object value) {
            Object copy = value(doc, value);
            return value == null || copy == null || copy == value ? copy : copies().computeIfAbsent(value, v -> copy);
        }

        private IdentityHashMap<Object, Object> copies() {
            if (copies == null) {
                copies = new IdentityHashMap<>();
            }
            return copies;
        }

        @Override
        public void delete(int length) {
            ops.add(new Delta.Delete(length));
        }

        /** What is kept at the end goes without saying. */
        void dropRetainsAtEnd() {
            while (!ops.isEmpty() && isPlainRetain(ops.get(ops.size() - 1))) {
                ops.remove(ops.size() - 1);
            }
        }

        private static boolean isPlainRetain(Delta.Op op) {
            return op instanceof Delta.Retain retain && retain.attributes().isEmpty();
        }

        Delta delta() {
            return new Delta(ops);
        }
    }
}
