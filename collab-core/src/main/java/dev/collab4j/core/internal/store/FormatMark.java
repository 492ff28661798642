package dev.collab4j.core.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * From here on the text has this attribute; a null value ends it.
 *
 * <p>Identity matters: the clean-up after an edit asks whether two marks are the same one.
 */
public final class FormatMark {
    public final String key;
    public final @Nullable Object value;

    public FormatMark(String key, @Nullable Object value) {
        this.key = key;
        this.value = value;
    }
}
