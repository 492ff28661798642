package dev.collab4j.it.hostile;

/**
 * What became of one input.
 *
 * @param rejection our message, or null if the input was taken
 * @param summary what the oracle should say of the same content
 */
record Verdict(String rejection, String summary) {
    private static final String UNREADABLE = " unreadable";

    static Verdict rejected(String message) {
        return new Verdict(message, "threw");
    }

    static Verdict accepted(String summary) {
        return new Verdict(null, summary);
    }

    boolean isRejected() {
        return rejection != null;
    }

    /** Where Yjs can't print what is there, the bytes are compared alone. */
    boolean equalsYjs(String theirs) {
        return theirs.endsWith(UNREADABLE)
                ? summary.startsWith(theirs.substring(0, theirs.length() - UNREADABLE.length()))
                : summary.equals(theirs);
    }
}
