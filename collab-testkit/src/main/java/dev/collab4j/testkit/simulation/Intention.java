package dev.collab4j.testkit.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Whether a text does what users mean: an edit has its effect at once where it is made, what is inserted stays until
 * somebody deletes it, and the order of two characters is the same whenever and wherever both are seen. That is the
 * strong specification of lists of H. Attiya and others, "Specification and Complexity of Collaborative Text Editing",
 * PODC 2016. To tell characters apart, all text of the history is replaced by characters that come only once.
 */
public final class Intention {
    private static final char FIRST = '\u4e00';
    private static final char LAST = '\u9fff';

    private final Set<Character> deleted = new HashSet<>();
    /** Of each character those that were seen next to it, to the right. */
    private final Map<Character, Set<Character>> followers = new TreeMap<>();

    private char next = FIRST;
    private String before = "";

    private Intention() {}

    /**
     * Plays a history and looks at all views on the way.
     *
     * @param factory as for {@link Simulation#run}; the views are strings
     * @param history of 20,000 inserted characters at most
     * @param <M> what replicas send each other
     */
    public static <M> void assertPreserved(IntFunction<? extends Replica<TextOp, M>> factory, History<TextOp> history) {
        Intention intention = new Intention();
        Run<TextOp, M> run = Simulation.run(factory, history.withEdits(intention::withNewCharacters), intention::look);
        run.views().forEach(view -> intention.checkContent((String) view));
        intention.checkOrder();
    }

    private TextOp withNewCharacters(TextOp op) {
        return op instanceof TextOp.Insert insert
                ? new TextOp.Insert(insert.at(), newCharacters(insert.text().length()))
                : op;
    }

    private String newCharacters(int count) {
        if (next + count > LAST) {
            throw new IllegalArgumentException("The history inserts more than " + (LAST - FIRST) + " characters");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(next++);
        }
        return text.toString();
    }

    private <M> void look(Replica<TextOp, M> replica, Step<TextOp> step, boolean done) {
        String view = (String) replica.view();
        noteOrder(view);
        if (!done) {
            before = view;
        } else if (step instanceof Step.Edit<TextOp> edit) {
            checkEffect(edit.op(), view);
        }
    }

    private void checkEffect(TextOp op, String after) {
        if (!after.equals(op.applyTo(before))) {
            throw new AssertionError("Who " + op + " of \"" + before + "\" sees \"" + after + "\"");
        }
        Set<Character> gone = characters(before);
        gone.removeAll(characters(after));
        deleted.addAll(gone);
    }

    private static Set<Character> characters(String text) {
        Set<Character> characters = new HashSet<>();
        text.chars().forEach(each -> characters.add((char) each));
        return characters;
    }

    private void checkContent(String view) {
        Set<Character> expected = new HashSet<>();
        for (char each = FIRST; each < next; each++) {
            expected.add(each);
        }
        expected.removeAll(deleted);
        if (!characters(view).equals(expected) || view.length() != expected.size()) {
            throw new AssertionError(
                    "In the end there is \"" + view + "\", but inserted and not deleted are " + expected);
        }
    }

    private void noteOrder(String view) {
        for (int i = 0; i < view.length(); i++) {
            Set<Character> after = followers.computeIfAbsent(view.charAt(i), each -> new HashSet<>());
            if (i + 1 < view.length()) {
                after.add(view.charAt(i + 1));
            }
        }
    }

    /**
     * There is one order that all views agree with if characters without a predecessor can be taken away until none is
     * left.
     */
    private void checkOrder() {
        Map<Character, Integer> predecessors = new HashMap<>();
        followers.values().forEach(after -> after.forEach(each -> predecessors.merge(each, 1, Integer::sum)));
        List<Character> free = new ArrayList<>(followers.keySet());
        free.removeAll(predecessors.keySet());
        for (int i = 0; i < free.size(); i++) {
            for (char each : Objects.requireNonNull(followers.get(free.get(i)))) {
                if (predecessors.merge(each, -1, Integer::sum) == 0) {
                    free.add(each);
                }
            }
        }
        if (free.size() < followers.size()) {
            throw new AssertionError("Two characters were seen in one order and in the other");
        }
    }
}
