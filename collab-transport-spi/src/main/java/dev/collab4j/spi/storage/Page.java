package dev.collab4j.spi.storage;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing. Immutable.
 *
 * @param <T> what is listed
 * @param items the part, in order, copied, not null
 * @param next what to pass as {@code after} for the next part; null = this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Copies the items.
     *
     * @param items the part, in order, not null
     * @param next what to pass as {@code after} for the next part; null = this is the last
     */
    public Page {
        items = List.copyOf(Objects.requireNonNull(items, "items"));
    }
}
