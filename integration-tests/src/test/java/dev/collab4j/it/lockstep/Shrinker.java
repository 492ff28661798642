package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing history short: leaves out steps, then edits of a step, as long as it still fails, for a limited number of tries. */
final class Shrinker {
    private static final int MAX_TRIES = 1500;

    private final Predicate<History> fails;
    private int tries;

    Shrinker(Predicate<History> fails) {
        this.fails = fails;
    }

    History shrink(History failing, int failingStep) {
        List<Fields> steps = failing.steps();
        History shortest = failing.withSteps(steps.subList(0, Math.min(failingStep + 1, steps.size())));
        for (int size = shortest.steps().size() / 2; size >= 1; size /= 2) {
            shortest = leaveOutChunks(shortest, size);
        }
        return leaveOutEdits(shortest);
    }

    private History leaveOutChunks(History history, int size) {
        History shortest = history;
        for (int start = history.steps().size() - size; start >= 0; start -= size) {
            shortest = shorter(
                    shortest,
                    without(
                            shortest.steps(),
                            start,
                            Math.min(start + size, shortest.steps().size())));
        }
        return shortest;
    }

    private History leaveOutEdits(History history) {
        History shortest = history;
        for (int i = 0; i < history.steps().size(); i++) {
            List<Fields> operations = history.steps().get(i).list("operations");
            for (int j = operations == null ? -1 : operations.size() - 1; j >= 0; j--) {
                shortest = shorter(shortest, withoutEdit(shortest.steps(), i, j));
            }
        }
        return shortest;
    }

    private History shorter(History current, List<Fields> steps) {
        History candidate = current.withSteps(steps);
        return tries++ < MAX_TRIES && fails.test(candidate) ? candidate : current;
    }

    private static List<Fields> withoutEdit(List<Fields> steps, int step, int edit) {
        List<Fields> operations = steps.get(step).list("operations");
        List<Fields> fewer = new ArrayList<>(steps);
        fewer.set(step, steps.get(step).with("operations", without(operations, edit, edit + 1)));
        return fewer;
    }

    private static List<Fields> without(List<Fields> list, int start, int end) {
        List<Fields> rest = new ArrayList<>(list.subList(0, start));
        rest.addAll(list.subList(end, list.size()));
        return rest;
    }
}
