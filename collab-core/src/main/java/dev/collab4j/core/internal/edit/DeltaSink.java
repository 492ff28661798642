package dev.collab4j.core.internal.edit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the parts of a delta in their order; values are as they are stored. */
public interface DeltaSink {
    /** Text, one embedded value, or for lists a {@code List} of elements. */
    void insert(Object value, Map<String, @Nullable Object> attributes);

    /** Not called for a text as it is. */
    default void retain(int length, Map<String, @Nullable Object> attributes) {
        throw new IllegalStateException("inserts only");
    }

    /** Not called for a text as it is. */
    default void delete(int length) {
        throw new IllegalStateException("inserts only");
    }
}
