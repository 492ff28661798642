package dev.collab4j.core.internal.edit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the parts of a delta in their order; values are as they are stored. */
public interface DeltaSink {
    /** Text, one embedded value, or for lists a {@code List} of elements. */
    void insert(Object value, Map<String, @Nullable Object> attributes);

    void retain(int length, Map<String, @Nullable Object> attributes);

    void delete(int length);
}
