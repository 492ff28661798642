package dev.collab4j.core.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of an item of kind {@code ANY} or {@code JSON}; grows when the item takes in its right neighbour. */
public final class ValueRun {
    private @Nullable Object[] values;
    private int size;

    public ValueRun(@Nullable Object[] values) {
        this.values = values;
        this.size = values.length;
    }

    public int size() {
        return size;
    }

    public @Nullable Object get(int index) {
        return values[index];
    }

    /** A copy of the values from {@code offset} on. */
    public ValueRun from(int offset) {
        return new ValueRun(Arrays.copyOfRange(values, offset, size));
    }

    /** A copy of the first {@code length} values. */
    public ValueRun upTo(int length) {
        return new ValueRun(Arrays.copyOf(values, length));
    }

    /** Cuts the run at {@code offset} and returns the right part. */
    ValueRun splitAt(int offset) {
        ValueRun right = from(offset);
        values = Arrays.copyOf(values, offset);
        size = offset;
        return right;
    }

    void append(ValueRun right) {
        if (values.length < size + right.size) {
            values = Arrays.copyOf(values, Math.max(size + right.size, size + (size >> 1)));
        }
        System.arraycopy(right.values, 0, values, size, right.size);
        size += right.size;
    }
}
