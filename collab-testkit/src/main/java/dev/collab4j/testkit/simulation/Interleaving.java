package dev.collab4j.testkit.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How often passages that were written at one place, without knowledge of each other, are mixed when they meet. Two or
 * three parties write a passage of two to six characters each; that one is mixed in the sense of this class if a
 * character of another passage lies within it. After M. Weidner and M. Kleppmann, "The Art of the Fugue"
 * (arXiv:2305.00583).
 */
public final class Interleaving {
    /** How a passage is written. */
    public enum Writing {
        /** By one replica, from left to right. */
        FORWARD(1),
        /** By one replica, from right to left. */
        BACKWARD(1),
        /** By one replica, each character anywhere in the passage. */
        ANYWHERE(1),
        /** From left to right, by two or three replicas of one party that know of each other at once. */
        FORWARD_TOGETHER(3),
        /** From right to left, by two or three replicas of one party that know of each other at once. */
        BACKWARD_TOGETHER(3),
        /** Each character anywhere, by two or three replicas of one party that know of each other at once. */
        ANYWHERE_TOGETHER(3);

        private final int maxMembers;

        Writing(int maxMembers) {
            this.maxMembers = maxMembers;
        }

        private int members(Random random) {
            return maxMembers == 1 ? 1 : 2 + random.nextInt(maxMembers - 1);
        }

        /** Where in a passage of {@code length} the next character goes. */
        private int place(Random random, int length) {
            return switch (this) {
                case FORWARD, FORWARD_TOGETHER -> length;
                case BACKWARD, BACKWARD_TOGETHER -> 0;
                case ANYWHERE, ANYWHERE_TOGETHER -> random.nextInt(length + 1);
            };
        }
    }

    private static final int MAX_BASE = 4;
    private static final int MAX_LENGTH = 6;
    private static final int MAX_IDS = 100;

    private Interleaving() {}

    /**
     * Measures.
     *
     * @param factory makes an empty replica of an id; the views are strings
     * @param writing how passages are written
     * @param tries how many times they meet; 1 or more. The same number gives the same result.
     * @param <M> what replicas send each other
     * @return in which share of them a passage is mixed, from 0 to 1
     */
    public static <M> double measure(IntFunction<? extends Replica<TextOp, M>> factory, Writing writing, int tries) {
        long mixed = IntStream.range(0, tries)
                .filter(seed -> new Meeting<M>(factory, writing, new Random(seed)).mixes())
                .count();
        return (double) mixed / tries;
    }

    /**
     * Requires that nothing is mixed.
     *
     * @param factory as for {@link #measure}
     * @param writing how passages are written
     * @param tries how many times they meet
     * @param <M> what replicas send each other
     */
    public static <M> void assertNone(IntFunction<? extends Replica<TextOp, M>> factory, Writing writing, int tries) {
        for (int seed = 0; seed < tries; seed++) {
            Meeting<M> meeting = new Meeting<>(factory, writing, new Random(seed));
            if (meeting.mixes()) {
                throw new AssertionError(
                        writing + ": of the passages " + meeting.passages + " came \"" + meeting.reader.view() + "\"");
            }
        }
    }

    /** Some parties write at one place, then their passages come together. */
    private static final class Meeting<M> {
        private final IntFunction<? extends Replica<TextOp, M>> factory;
        private final Writing writing;
        private final Random random;
        private final List<Integer> ids;
        private final List<M> messages = new ArrayList<>();
        private final List<String> passages = new ArrayList<>();
        private final Replica<TextOp, M> reader;
        private char next = 'a';

        Meeting(IntFunction<? extends Replica<TextOp, M>> factory, Writing writing, Random random) {
            this.factory = factory;
            this.writing = writing;
            this.random = random;
            ids = new ArrayList<>(IntStream.range(0, MAX_IDS).boxed().toList());
            Collections.shuffle(ids, random); // who is older mustn't be who has the smaller id
            reader = newReplica();
        }

        private Replica<TextOp, M> newReplica() {
            return factory.apply(ids.remove(ids.size() - 1));
        }

        boolean mixes() {
            String base = ".".repeat(random.nextInt(MAX_BASE + 1));
            List<M> start = base.isEmpty() ? List.of() : newReplica().edit(new TextOp.Insert(0, base));
            int place = random.nextInt(base.length() + 1);
            int parties = 2 + random.nextInt(2);
            for (int i = 0; i < parties; i++) {
                write(start, place, base.length());
            }
            start.forEach(reader::receive);
            messages.forEach(reader::receive);
            String merged = (String) reader.view();
            return passages.stream().anyMatch(passage -> !merged.contains(passage));
        }

        private void write(List<M> start, int place, int baseLength) {
            List<Replica<TextOp, M>> members = new ArrayList<>();
            for (int i = writing.members(random); i > 0; i--) {
                members.add(newReplica());
            }
            members.forEach(member -> start.forEach(member::receive));
            int length = 2 + random.nextInt(MAX_LENGTH - 1);
            StringBuilder passage = new StringBuilder();
            for (int i = 0; i < length; i++) {
                int inPassage = writing.place(random, i);
                String character = String.valueOf(next++);
                passage.insert(inPassage, character);
                write(members, TextOp.Insert.at(place + inPassage, baseLength + i, character));
            }
            passages.add(passage.toString());
        }

        private void write(List<Replica<TextOp, M>> members, TextOp op) {
            Replica<TextOp, M> writer = members.get(random.nextInt(members.size()));
            List<M> made = writer.edit(op);
            members.stream().filter(each -> each != writer).forEach(other -> made.forEach(other::receive));
            messages.addAll(made);
        }
    }
}
