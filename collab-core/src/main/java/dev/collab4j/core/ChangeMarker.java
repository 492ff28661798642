package dev.collab4j.core;

/**
 * Makes the value of the attribute {@code ychange} for text that differs between two snapshots; Yjs calls it
 * {@code computeYChange}.
 */
@FunctionalInterface
public interface ChangeMarker {
    /** What happened to a piece of text. */
    enum Kind {
        /** It was there before and isn't any more. */
        REMOVED("removed"),
        /** It wasn't there before. */
        ADDED("added");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /**
         * Returns the word that Yjs uses.
         *
         * @return {@code removed} or {@code added}
         */
        public String type() {
            return type;
        }
    }

    /**
     * Makes the value for a piece of text. It is called once a run of pieces if it returns a Map with the client of
     * {@code id} as {@code user} and {@link Kind#type} as {@code type}, otherwise for each piece, and each is an insert
     * of its own then.
     *
     * @param kind what happened
     * @param id the first character; its client is the one that inserted the text, also if another one removed it
     * @return a value that an attribute can have, not null; called under the lock of the document
     */
    Object mark(Kind kind, Id id);
}
