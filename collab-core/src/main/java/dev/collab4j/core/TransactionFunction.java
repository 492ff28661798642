package dev.collab4j.core;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction does, with a result.
 *
 * @param <R> the result
 */
@FunctionalInterface
public interface TransactionFunction<R extends @Nullable Object> {
    /**
     * Changes the document. Runs under its lock; may throw: what was done until then stays.
     *
     * @param transaction the open transaction
     * @return the result of {@link Doc#compute}
     */
    R run(Transaction transaction);
}
