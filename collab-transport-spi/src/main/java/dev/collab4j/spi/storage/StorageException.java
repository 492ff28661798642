package dev.collab4j.spi.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a store throws. The kind says what the caller can do. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the caller can do. */
    public enum Kind {
        /** Unknown or failed for now: repeat it with the same ids (S2). */
        TRANSIENT,
        /** Too much at once: repeat it later. */
        OVERLOADED,
        /** What is stored of this document is damaged (S18): an operator has to look. */
        CORRUPT,
        /** Not now and not later: an old generation, a deleted document (S6), a name that is not allowed (S19). */
        REFUSED
    }

    /** What the caller can do. */
    private final Kind kind;
    /** The document that it is about. */
    private final @Nullable String document;

    /**
     * A failure without a cause.
     *
     * @param kind what the caller can do, not null
     * @param document the document that it is about; null if it is about none or about all
     * @param message what happened, not null
     */
    public StorageException(Kind kind, @Nullable String document, String message) {
        this(kind, document, message, null);
    }

    /**
     * A failure with a cause.
     *
     * @param kind what the caller can do, not null
     * @param document the document that it is about; null if it is about none or about all
     * @param message what happened, not null
     * @param cause what made it fail, null if nothing else did
     */
    public StorageException(Kind kind, @Nullable String document, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.document = document;
    }

    /**
     * What the caller can do.
     *
     * @return the kind, not null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The document that the failure is about.
     *
     * @return its name; null if it is about none or about all of a batch
     */
    public @Nullable String document() {
        return document;
    }
}
