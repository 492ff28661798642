package dev.collab4j.benchmarks;

/** mulberry32 with the FNV-1a hash of a name for its seed: the same numbers in Java and in JavaScript. */
final class Random32 {
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private int state;

    /** The stream of numbers of one benchmark; several writers have a stream each. */
    Random32(String name, int stream) {
        int hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        state = hash + stream;
    }

    /** 0 to 2^32 - 1. */
    long next() {
        state += 0x6D2B79F5;
        int t = (state ^ (state >>> 15)) * (state | 1);
        t ^= t + (t ^ (t >>> 7)) * (t | 61);
        return Integer.toUnsignedLong(t ^ (t >>> 14));
    }

    /** 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) ((next() * bound) >>> 32);
    }

    /** {@code low} to {@code high}, both of them included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean coin() {
        return (next() & 1) == 1;
    }

    /** {@code minLength} to {@code maxLength} letters. */
    String word(int minLength, int maxLength) {
        char[] letters = new char[between(minLength, maxLength)];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (char) ('a' + below(26));
        }
        return new String(letters);
    }
}
