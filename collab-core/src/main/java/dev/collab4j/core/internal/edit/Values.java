package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.edit.ValueImporter.Use;
import dev.collab4j.core.internal.lib0.JsValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way in and out: in as copies that nobody else can change, out as copies that anybody may change.
 *
 * <p>Everything that comes in is checked before a transaction begins. What is refused is an IllegalArgumentException
 * that names path and class.
 */
public final class Values {
    private Values() {}

    /** Takes in the elements of a list. */
    @SuppressWarnings("unchecked")
    public static List<@Nullable Object> elements(@Nullable Object[] values) {
        return (List<@Nullable Object>) imported(Use.ELEMENTS, Arrays.asList(values));
    }

    /** Takes in the value of a key. */
    public static @Nullable Object entry(@Nullable Object value) {
        return new ValueImporter(Use.ENTRY).copy(value);
    }

    /** Takes in an object that stands in a text. */
    public static Object embed(@Nullable Object value) {
        return imported(Use.EMBED, value);
    }

    /** Takes in the attributes of text; a null value ends an attribute. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> attributes(Map<String, ?> attributes) {
        return (Map<String, @Nullable Object>) imported(Use.ATTRIBUTES, attributes);
    }

    private static Object imported(Use use, @Nullable Object value) {
        Object copy = new ValueImporter(use).copy(value);
        if (copy == null) {
            throw new IllegalArgumentException("Can't store null here");
        }
        return copy;
    }

    /** Gives out a value of a list or map, or an attribute. */
    public static @Nullable Object export(@Nullable Object value) {
        boolean mutable = value instanceof List || value instanceof Map || value instanceof byte[];
        return mutable ? JsValues.copyOf(value) : value;
    }

    /** JavaScript's {@code value ?? null}. */
    static @Nullable Object orNull(@Nullable Object value) {
        return value == Undefined.INSTANCE ? null : value;
    }
}
