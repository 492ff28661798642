package dev.collab4j.hub;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers that can be found in bytes, where they stand as {@code <<0007>>}. */
final class Marks {

    static final int LENGTH = 8;
    private static final int DIGITS = 4;

    private final AtomicInteger last = new AtomicInteger();

    String next() {
        return "<<%04d>>".formatted(last.incrementAndGet());
    }

    static Set<Integer> in(byte[] bytes) {
        Set<Integer> found = new TreeSet<>();
        for (int at = 0; at + LENGTH <= bytes.length; at++) {
            if (isAt(bytes, at, '<') && isAt(bytes, at + 2 + DIGITS, '>')) {
                found.add(number(bytes, at + 2));
            }
        }
        return found;
    }

    private static boolean isAt(byte[] bytes, int at, char twice) {
        return bytes[at] == twice && bytes[at + 1] == twice;
    }

    private static int number(byte[] bytes, int from) {
        int number = 0;
        for (int at = from; at < from + DIGITS; at++) {
            number = 10 * number + bytes[at] - '0';
        }
        return number;
    }
}
