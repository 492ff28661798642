package dev.collab4j.load;

import dev.collab4j.load.report.Figure;
import dev.collab4j.load.report.Result;
import dev.collab4j.load.system.Usage;

/** What is said of a window. */
final class TypingFigures {

    private TypingFigures() {}

    static void addTo(Result result, Window.Outcome outcome, boolean hasServer) {
        Tally during = outcome.during();
        Usage usage = outcome.usage();
        result.figure("offered [deliveries/s]", outcome.offered());
        result.figure("delivered [deliveries/s]", outcome.delivered());
        result.figure("frames in [1/s]", during.messages / usage.seconds());
        result.figure("bytes in [1/s]", during.bytes / usage.seconds());
        result.times("latency", outcome.latency());
        result.times("acknowledged", outcome.acknowledged());
        if (outcome.offeredMoves() > 0) {
            result.figure("cursors offered [deliveries/s]", outcome.offeredMoves());
            result.figure("cursors delivered [deliveries/s]", during.moves / usage.seconds());
            result.times("cursor", outcome.moved());
        }
        result.count("missing", outcome.missing());
        addServer(result, outcome, hasServer);
        addGenerator(result, during, usage);
        addTrouble(result, during);
    }

    private static void addServer(Result result, Window.Outcome outcome, boolean hasServer) {
        if (!hasServer) {
            return;
        }
        Usage usage = outcome.usage();
        result.figure("server CPU [%]", usage.percent(usage.server()));
        long deliveries = outcome.during().delivered + outcome.during().moves;
        if (deliveries > 0) {
            result.figure("server CPU a delivery [us]", usage.server() * 1e6 / deliveries);
        }
    }

    /** Whoever reads the result has to see whether the generator, or somebody else, was the limit. */
    static void addGenerator(Result result, Tally during, Usage usage) {
        result.figure("generator lag p99 [ms]", Figure.millis(during.lag, 99));
        addProcessors(result, usage);
    }

    /** What else than the server was busy. */
    static void addProcessors(Result result, Usage usage) {
        result.figure("generator CPU [%]", usage.percent(usage.own()));
        result.figure("CPU of others [%]", usage.percent(usage.others()));
    }

    private static void addTrouble(Result result, Tally during) {
        result.trouble("refused", during.refused);
        result.trouble("closed", during.closed);
        result.trouble("unsent", during.unsent);
        result.trouble("repeated", during.repeated);
        result.trouble("not understood", during.unknown);
    }
}
