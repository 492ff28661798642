package dev.collab4j.core;

/** Nothing can be edited at a snapshot: it isn't one of this document, or it is too old. */
public final class UnusableSnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** See {@link #isTooOld}. */
    private final boolean tooOld;

    UnusableSnapshotException(String message, boolean tooOld) {
        super(message);
        this.tooOld = tooOld;
    }

    /**
     * Whether the document has forgotten what it would take: a newer snapshot will do.
     *
     * @return false if the snapshot knows what this document doesn't: it is of another document, or this one hasn't heard
     *     of it yet
     */
    public boolean isTooOld() {
        return tooOld;
    }
}
