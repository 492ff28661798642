package dev.collab4j.testkit.simulation;

import java.util.List;

/**
 * An edit of a text. Its place is a fraction of the length and not an index, so it makes sense in any state, and a
 * history keeps its meaning while it shrinks.
 */
public sealed interface TextOp {
    /**
     * Returns the place.
     *
     * @return from 0, the beginning, to 1, the end
     */
    double at();

    /**
     * Returns the place in a text.
     *
     * @param length of the text before, in UTF-16 units
     * @return an index from 0 to the length
     */
    default int index(int length) {
        return (int) (at() * length);
    }

    /**
     * Does it to a text alone.
     *
     * @param text the text before
     * @return the text after
     */
    String applyTo(String text);

    /**
     * Text is inserted.
     *
     * @param at from 0, the beginning, to 1, the end
     * @param text one or more UTF-16 units
     */
    record Insert(double at, String text) implements TextOp {
        /**
         * Text inserted at an index of a text whose length is known.
         *
         * @param index from 0 to the length
         * @param length in UTF-16 units
         * @param text one or more UTF-16 units
         * @return the edit
         */
        public static Insert at(int index, int length, String text) {
            return new Insert(index == length ? 1 : (index + 0.5) / length, text);
        }

        /**
         * Returns the text for algorithms that have an element for each character.
         *
         * @return a string for each UTF-16 unit
         */
        public List<String> characters() {
            return text.chars().mapToObj(Character::toString).toList();
        }

        @Override
        public String applyTo(String before) {
            return new StringBuilder(before)
                    .insert(index(before.length()), text)
                    .toString();
        }

        @Override
        public String toString() {
            return "inserts \"" + text + "\" at " + at;
        }
    }

    /**
     * Text is deleted.
     *
     * @param at where it starts, from 0, the beginning, to 1, the end
     * @param count how many UTF-16 units, 1 or more; fewer if the text ends before
     */
    record Delete(double at, int count) implements TextOp {
        /**
         * Returns how many units go.
         *
         * @param length of the text before, in UTF-16 units
         * @return from 0 to {@link #count}
         */
        public int countIn(int length) {
            return Math.min(count, length - index(length));
        }

        @Override
        public String applyTo(String before) {
            int start = index(before.length());
            return new StringBuilder(before)
                    .delete(start, start + countIn(before.length()))
                    .toString();
        }

        @Override
        public String toString() {
            return "deletes " + count + " at " + at;
        }
    }
}
