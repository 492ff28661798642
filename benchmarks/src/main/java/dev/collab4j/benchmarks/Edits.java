package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes edits at random places of a text whose length it keeps. */
final class Edits {
    private static final int MAX_DELETED = 9;

    private final Random32 random;
    private final List<Edit> edits = new ArrayList<>();
    private int length;

    Edits(Random32 random, int length) {
        this.random = random;
        this.length = length;
    }

    /** {@code n} inserts of a letter: first the place is chosen, then the letter. */
    static List<Edit> letters(Random32 random, int n, int length) {
        Edits made = new Edits(random, length);
        for (int i = 0; i < n; i++) {
            made.insert(made.place(), random.word(1, 1));
        }
        return made.edits;
    }

    /** {@code n} inserts of 2 to 10 letters: first the word is chosen, then the place. */
    static List<Edit> words(Random32 random, int n, int length) {
        Edits made = new Edits(random, length);
        for (int i = 0; i < n; i++) {
            made.insertWord(2, 10);
        }
        return made.edits;
    }

    /** {@code n} times an insert or a delete. */
    static List<Edit> insertsAndDeletes(Random32 random, int n) {
        Edits made = new Edits(random, 0);
        for (int i = 0; i < n; i++) {
            made.insertOrDelete();
        }
        return made.edits;
    }

    /** {@code n} times an insert, and then an insert or a delete. */
    static List<Edit> insertsThenEither(Random32 random, int n, int length) {
        Edits made = new Edits(random, length);
        for (int i = 0; i < n; i++) {
            made.insertWord(3, 9);
            made.insertOrDelete();
        }
        return made.edits;
    }

    /** The letters of {@code text} one by one: each behind the one before, or each at the start. */
    static List<Edit> oneByOne(String text, boolean append) {
        return IntStream.range(0, text.length())
                .mapToObj(i -> new Edit(append ? i : 0, 0, text.substring(i, i + 1)))
                .toList();
    }

    private int place() {
        return random.below(length + 1);
    }

    private void insertOrDelete() {
        int place = place();
        if (place == length || random.coin()) {
            insert(place, random.word(2, 10));
        } else {
            delete(place, random.between(1, Math.min(MAX_DELETED, length - place)));
        }
    }

    private void insertWord(int minLength, int maxLength) {
        String word = random.word(minLength, maxLength);
        insert(place(), word);
    }

    private void insert(int place, String inserted) {
        edits.add(new Edit(place, 0, inserted));
        length += inserted.length();
    }

    private void delete(int place, int count) {
        edits.add(new Edit(place, count, ""));
        length -= count;
    }
}
