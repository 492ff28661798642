package dev.collab4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Many people who each type a word at a random place of a text, without having seen what the others type. */
final class Crowd {
    private static final int FIRST_CLIENT = 10;

    private final Random32 random = new Random32("growth:clients", 0);
    private final List<byte[]> updates = new ArrayList<>();
    private final int people;

    Crowd(int people) {
        this.people = people;
    }

    /** Returns an update with the text and one of each person; made once, when they are needed. */
    List<byte[]> updates() {
        if (updates.isEmpty()) {
            write();
        }
        return updates;
    }

    /** A text with about a place for everybody. */
    private void write() {
        Replica first = new Replica(1);
        updates.addAll(recorded(first, "x".repeat(people)));
        for (int i = 0; i < people; i++) {
            Replica writer = new Replica(FIRST_CLIENT + i);
            writer.applyEach(updates.subList(0, 1));
            updates.addAll(recorded(writer, random.word(2, 10)));
        }
    }

    private List<byte[]> recorded(Replica writer, String word) {
        List<byte[]> update = writer.record(1);
        writer.text.insert(random.below(writer.text.length() + 1), word);
        return update;
    }
}
