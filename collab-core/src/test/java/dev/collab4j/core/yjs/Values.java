package dev.collab4j.core.yjs;

import java.util.Random;

/** Random values for edits. */
final class Values {
    private Values() {}

    /** A word of lower-case letters. */
    static String word(Random random, int minLength, int maxLength) {
        int length = minLength + random.nextInt(maxLength - minLength + 1);
        StringBuilder word = new StringBuilder(length);
        random.ints(length, 'a', 'z' + 1).forEach(word::appendCodePoint);
        return word.toString();
    }

    /** Characters of all planes, so of one or two UTF-16 units. */
    static String string(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
