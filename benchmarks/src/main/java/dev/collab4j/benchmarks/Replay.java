package dev.collab4j.benchmarks;

import java.util.List;

/** Recorded updates applied by somebody else. */
final class Replay {
    static final int READER = 99;

    private Replay() {}

    static void run(Report report, Repetitions repetitions, List<byte[]> updates, String end) {
        repetitions.of(report, sample -> {
            Replica each = new Replica(READER);
            sample.time("remotePerUpdate", () -> each.applyEach(updates));
            Check.text(each, end);
        });
        repetitions.of(report, sample -> {
            Replica batch = new Replica(READER);
            sample.time("remoteBatch", () -> batch.applyAtOnce(updates));
            Check.text(batch, end);
        });
    }
}
