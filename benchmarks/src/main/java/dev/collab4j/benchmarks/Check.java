package dev.collab4j.benchmarks;

/** The figure of a wrong result is none. */
final class Check {
    /** Says what differs from what it has to be. */
    static final class WrongResultException extends RuntimeException {
        private static final long serialVersionUID = 1;

        final String result;

        WrongResultException(String result) {
            super(result + " is wrong");
            this.result = result;
        }
    }

    private Check() {}

    static void equal(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new WrongResultException(what);
        }
    }

    /** The text of {@code replica} must be {@code expected}. */
    static void text(Replica replica, String expected) {
        equal("text", expected, replica.text.toString());
    }
}
