package dev.collab4j.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes histories simpler: fewer steps first, then fewer replicas, then simpler steps. */
record Shrinker<Op>(Ops<Op> ops) {
    private static final int MAX_TRIES = 20_000;

    /**
     * The simplest history found that still fails, by going to the first simpler one that does as long as there is one.
     */
    History<Op> shrink(History<Op> failing, Predicate<History<Op>> fails) {
        int[] triesLeft = {MAX_TRIES};
        History<Op> simplest = failing;
        Optional<History<Op>> simpler = Optional.of(failing);
        while (simpler.isPresent()) {
            simplest = simpler.get();
            simpler = candidates(simplest)
                    .takeWhile(candidate -> triesLeft[0]-- > 0)
                    .filter(fails)
                    .findFirst();
        }
        return simplest;
    }

    /** Simpler histories, the largest step first. */
    Stream<History<Op>> candidates(History<Op> history) {
        return Stream.of(withoutChunks(history), withoutReplica(history), withSimplerStep(history))
                .flatMap(each -> each);
    }

    private static <Op> Stream<History<Op>> withoutChunks(History<Op> history) {
        int count = history.steps().size();
        return IntStream.iterate((count + 1) / 2, size -> size >= 1, size -> size == 1 ? 0 : (size + 1) / 2)
                .boxed()
                .flatMap(size -> IntStream.iterate(count - size, start -> start > -size, start -> start - size)
                        .mapToObj(start -> without(history, Math.max(0, start), start + size)));
    }

    private static <Op> History<Op> without(History<Op> history, int start, int end) {
        List<Step<Op>> rest = new ArrayList<>(history.steps().subList(0, start));
        rest.addAll(history.steps().subList(end, history.steps().size()));
        return history.withSteps(rest);
    }

    private static <Op> Stream<History<Op>> withoutReplica(History<Op> history) {
        int replicas = history.replicas();
        return replicas == 1
                ? Stream.empty()
                : IntStream.range(0, replicas)
                        .boxed()
                        .flatMap(gone -> Stream.of(Places.without(gone, replicas), Places.merging(gone, replicas)))
                        .map(places -> places.of(history));
    }

    private Stream<History<Op>> withSimplerStep(History<Op> history) {
        return IntStream.range(0, history.steps().size())
                .boxed()
                .flatMap(i -> simpler(history.steps().get(i)).map(step -> {
                    List<Step<Op>> steps = new ArrayList<>(history.steps());
                    steps.set(i, step);
                    return history.withSteps(steps);
                }));
    }

    private Stream<Step<Op>> simpler(Step<Op> step) {
        if (step instanceof Step.Edit<Op> edit) {
            return ops.shrink(edit.op()).map(op -> new Step.Edit<>(edit.at(), op));
        }
        if (step instanceof Step.Deliver<Op> delivery && delivery.which() != 0) {
            return Stream.of(0.0, 1.0)
                    .takeWhile(which -> which != delivery.which())
                    .map(which -> new Step.Deliver<>(delivery.to(), which, delivery.fate()));
        }
        if (step instanceof Step.Deliver<Op> delivery && delivery.fate() != Step.Fate.ARRIVES) {
            return Stream.of(new Step.Deliver<>(delivery.to(), delivery.which(), Step.Fate.ARRIVES));
        }
        return Stream.empty();
    }
}
