package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The records of a history played in Java, as hashes (which are compared) or in full (for a step that differs). */
final class Records {
    private Records() {}

    /** One hash a step; after a step that throws there are no more. Replicas that ought to be equal and aren't are a failure too. */
    static List<String> hashes(History history) {
        List<String> hashes = new ArrayList<>();
        Player player = new Player(history);
        for (Fields step : history.steps()) {
            StepRecord record = record(player, step);
            hashes.add(record.hash());
            if (record.isFailure()) {
                return hashes;
            }
        }
        if (history.converges()
                && player.replicas().stream()
                                .map(Replica::convergent)
                                .distinct()
                                .count()
                        > 1) {
            hashes.add("diverged");
        }
        return hashes;
    }

    static List<String> detail(History history, int step) {
        Player player = new Player(history);
        history.steps().subList(0, step).forEach(each -> record(player, each));
        return record(player, history.steps().get(step)).print();
    }

    private static StepRecord record(Player player, Fields step) {
        try {
            return player.play(step);
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return StepRecord.failure(trace.toString());
        }
    }
}
