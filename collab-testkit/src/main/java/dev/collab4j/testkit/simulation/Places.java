package dev.collab4j.testkit.simulation;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/** Numbers the replicas of a history anew when there is one less. */
record Places(int replicas, IntUnaryOperator place) {
    private static final int NONE = -1;

    /** Nothing happens at {@code gone} any more. */
    static Places without(int gone, int replicas) {
        return new Places(replicas, each -> each == gone ? NONE : shifted(each, gone));
    }

    /** What happened at {@code gone} happens at another one. */
    static Places merging(int gone, int replicas) {
        int other = gone == 0 ? 1 : 0;
        return new Places(replicas, each -> shifted(each == gone ? other : each, gone));
    }

    private static int shifted(int place, int gone) {
        return place > gone ? place - 1 : place;
    }

    <Op> History<Op> of(History<Op> history) {
        List<Step<Op>> steps = history.steps().stream().flatMap(this::of).toList();
        return new History<>(replicas - 1, history.causal(), steps);
    }

    private <Op> Stream<Step<Op>> of(Step<Op> step) {
        if (step instanceof Step.Edit<Op> edit) {
            return at(edit.at(), new Step.Edit<>(of(edit.at()), edit.op()));
        }
        if (step instanceof Step.Deliver<Op> delivery) {
            return at(delivery.to(), new Step.Deliver<>(of(delivery.to()), delivery.which(), delivery.fate()));
        }
        if (step instanceof Step.Crash<Op> crash) {
            return at(crash.at(), new Step.Crash<>(of(crash.at()), crash.keepsDisk()));
        }
        if (step instanceof Step.Sync<Op> sync) {
            return of(sync.from()) == NONE
                    ? Stream.empty()
                    : at(sync.to(), new Step.Sync<>(of(sync.from()), of(sync.to())));
        }
        return Stream.of(new Step.Partition<>(ofSide(((Step.Partition<Op>) step).side())));
    }

    private int of(int old) {
        return place.applyAsInt(old);
    }

    /** Keeps a step whose place is still there. */
    private <Op> Stream<Step<Op>> at(int old, Step<Op> step) {
        return of(old) == NONE ? Stream.empty() : Stream.of(step);
    }

    private int ofSide(int side) {
        int moved = 0;
        for (int each = 0; each < replicas; each++) {
            if (((side >> each) & 1) != 0 && of(each) != NONE) {
                moved |= 1 << of(each);
            }
        }
        return moved;
    }
}
