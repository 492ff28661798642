package dev.collab4j.core.patch;

/** A patch can't be applied: a path isn't there, or a test fails. */
public final class PatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** See {@link #isTestFailed}. */
    private final boolean testFailed;

    PatchException(String message) {
        this(message, false);
    }

    PatchException(String message, boolean testFailed) {
        super(message);
        this.testFailed = testFailed;
    }

    /**
     * Whether a {@code test} failed.
     *
     * @return false if it is a matter of paths
     */
    public boolean isTestFailed() {
        return testFailed;
    }
}
