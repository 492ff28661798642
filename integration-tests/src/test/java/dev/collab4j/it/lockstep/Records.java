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
            List<String> record = record(player, step);
            hashes.add(hash(record));
            if (isFailure(record)) {
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
        List<String> record = List.of();
        for (int i = 0; i <= step; i++) {
            record = record(player, history.steps().get(i));
        }
        return record;
    }

    private static List<String> record(Player player, Fields step) {
        try {
            return player.play(step);
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return List.of("failed in Java", trace.toString());
        }
    }

    private static boolean isFailure(List<String> record) {
        return record.get(0).startsWith("failed");
    }

    private static String hash(List<String> record) {
        return isFailure(record) ? "failed in Java" : Contents.hash(record);
    }
}
