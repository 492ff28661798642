package dev.collab4j.testkit.simulation;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What happens to some replicas: who edits when, and what the network does. At its end, which isn't one of its steps,
 * the network heals and all replicas tell each other what they lack.
 *
 * @param replicas how many there are, 1 or more
 * @param causal whether messages arrive once and in causal order; else as the steps say
 * @param steps what happens, in order
 * @param <Op> what a user does
 */
public record History<Op>(int replicas, boolean causal, List<Step<Op>> steps) {
    /**
     * A history.
     *
     * @param replicas how many there are, 1 or more
     * @param causal whether messages arrive once and in causal order; else as the steps say
     * @param steps what happens, in order; copied
     */
    public History {
        if (replicas < 1) {
            throw new IllegalArgumentException("A history of " + replicas + " replicas");
        }
        steps = List.copyOf(steps);
    }

    /**
     * Returns a history with other edits at the same places.
     *
     * @param change gives the new edit for an old one; called in the order of the steps
     * @return a new history
     */
    public History<Op> withEdits(UnaryOperator<Op> change) {
        return withSteps(steps.stream()
                .map(step ->
                        step instanceof Step.Edit<Op> edit ? new Step.Edit<>(edit.at(), change.apply(edit.op())) : step)
                .toList());
    }

    /** How many steps are edits. */
    int edits() {
        return (int)
                steps.stream().filter(step -> step instanceof Step.Edit<Op>).count();
    }

    History<Op> withSteps(List<Step<Op>> others) {
        return new History<>(replicas, causal, others);
    }

    @Override
    public String toString() {
        String head = replicas + (causal ? " replicas, causal order" : " replicas, any order");
        return steps.stream().map(step -> "\n  " + step).collect(Collectors.joining("", head, ""));
    }
}
