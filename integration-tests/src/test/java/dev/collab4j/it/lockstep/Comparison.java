package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.List;

/** Plays one history here and in the oracle. */
final class Comparison {
    private static final int NONE = -1;

    private final Oracle oracle;

    Comparison(Oracle oracle) {
        this.oracle = oracle;
    }

    /** The oracle may start on it before Java does. */
    void announce(History history) {
        oracle.send(Fields.of("do", "history", "history", history.toRequest()));
    }

    /** The answer to the announcement that is next in turn. */
    Outcome compare(History history) {
        List<String> ours = Records.hashes(history);
        List<String> answer = oracle.receive();
        // A history without steps has no hashes.
        List<String> theirs =
                answer.get(0).isEmpty() ? List.of() : List.of(answer.get(0).split(" "));
        return new Outcome(firstDifference(ours, theirs), answer.get(1));
    }

    boolean differs(History history) {
        return differingStep(history) != NONE;
    }

    int differingStep(History history) {
        announce(history);
        return compare(history).differingStep();
    }

    List<String> theirDetail(History history, int step) {
        return oracle.ask(Fields.of("do", "detail", "history", history.toRequest(), "step", step));
    }

    private static int firstDifference(List<String> ours, List<String> theirs) {
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            if (i >= ours.size() || i >= theirs.size() || !ours.get(i).equals(theirs.get(i))) {
                return i;
            }
        }
        return NONE;
    }

    /** The first step that differs, or -1, and what happened in Yjs (name=count ...). */
    record Outcome(int differingStep, String counts) {
        boolean isEqual() {
            return differingStep == NONE;
        }
    }
}
