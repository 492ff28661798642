package dev.collab4j.testkit.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes values take when each is encoded in the plainest way, so that algorithms are compared and not the care
 * put into their formats: a whole number as a varint of 7 bits a byte, a fraction in 8, a string as UTF-8 after its
 * length, a list, set or map as its elements after their number, a record as its components, a truth value, an enum and
 * an absent value as one, and an array of bytes as it is.
 */
public final class Sizes {
    private Sizes() {}

    /**
     * Returns the size of a value.
     *
     * @param value built from what is named above; may be null
     * @return in bytes
     * @throws IllegalArgumentException if there is anything else in it, or a record of a module that isn't open
     */
    public static long of(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Enum<?>) {
            return 1;
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            int length = value.toString().getBytes(StandardCharsets.UTF_8).length;
            return value instanceof Character ? length : varint(length) + length;
        }
        return ofComposite(value);
    }

    private static long ofNumber(Number number) {
        return number instanceof Double || number instanceof Float ? 8 : varint(Math.abs(number.longValue()));
    }

    private static long varint(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }

    private static long ofComposite(Object value) {
        if (value instanceof Map<?, ?> map) {
            return varint(map.size())
                    + map.entrySet().stream()
                            .mapToLong(each -> of(each.getKey()) + of(each.getValue()))
                            .sum();
        }
        if (value instanceof Collection<?> elements) {
            return varint(elements.size())
                    + elements.stream().mapToLong(Sizes::of).sum();
        }
        if (value instanceof Record record) {
            return ofRecord(record);
        }
        throw new IllegalArgumentException("The size of a " + value.getClass().getName() + " isn't known");
    }

    private static long ofRecord(Record value) {
        long size = 0;
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            size += of(read(value, component));
        }
        return size;
    }

    private static @Nullable Object read(Record value, RecordComponent component) {
        Method accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) { // the record may be private
            throw new IllegalArgumentException("The package of " + value.getClass() + " isn't open");
        }
        try {
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Can't look into a " + value.getClass().getName(), e);
        }
    }
}
