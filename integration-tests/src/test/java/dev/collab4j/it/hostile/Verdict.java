package dev.collab4j.it.hostile;

import dev.collab4j.it.lockstep.Contents;
import java.util.List;

/**
 * What became of one input.
 *
 * @param rejection our message, or null if the input was taken
 * @param summary what the oracle says of the same content
 */
record Verdict(String rejection, String summary) {
    static Verdict rejected(String message) {
        return new Verdict(message, "threw");
    }

    static Verdict accepted(List<String> content) {
        String state = Contents.hash(content.subList(0, 2));
        return new Verdict(null, "ok " + state + " " + Contents.hash(content.subList(2, content.size())));
    }

    /** Where Yjs can't print what is there, the bytes are compared alone. */
    boolean equalsYjs(String theirs) {
        String unreadable = " unreadable";
        return theirs.endsWith(unreadable)
                ? summary.startsWith(theirs.substring(0, theirs.length() - unreadable.length()))
                : summary.equals(theirs);
    }

    boolean isRejected() {
        return rejection != null;
    }
}
