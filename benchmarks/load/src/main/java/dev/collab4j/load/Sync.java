package dev.collab4j.load;

import dev.collab4j.core.Update;
import dev.collab4j.load.report.Result;
import dev.collab4j.load.system.Meter;
import dev.collab4j.load.system.Usage;
import dev.collab4j.load.wire.Network;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Clients that have nothing yet come to a document. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description =
                "Clients that have nothing yet come to a document, one after the other: the time from the start of"
                        + " their connection, and from their question, until they have it, and the processor time that takes.")
final class Sync extends Scenario {

    private static final long SEED_SECONDS = 60;
    private static final long SYNC_SECONDS = 60;

    @Option(names = "--runs", description = "How many clients come; ${DEFAULT-VALUE} if absent.")
    private int runs = 500;

    @Option(names = "--warm-up", description = "How many come before that; ${DEFAULT-VALUE} if absent.")
    private int warmUp = 1_000;

    @Option(names = "--gap", paramLabel = "MS", description = "Between two of them; ${DEFAULT-VALUE} if absent.")
    private int gap = 5;

    @Mixin
    private Seed seed = new Seed();

    Sync(PrintStream out) {
        super(out);
    }

    @Override
    void run(Network network, Result result) throws Exception {
        result.parameter("document", seed.title()).parameter("runs", runs).parameter("warm-up", warmUp);
        Update update = seed.update();
        Crowd crowd = new Crowd(target(), network, Crowd.freshNames("sync", 1), 0, false);
        seed(crowd, update);
        for (int i = 0; i < warmUp; i++) {
            come(crowd);
        }
        measure(crowd, result);
    }

    /** The one who brings the document stays, as somebody is there when others come. */
    private static void seed(Crowd crowd, Update update) throws Exception {
        crowd.seed(update).get(SEED_SECONDS, TimeUnit.SECONDS);
        int enough = update.toV1().length / 2; // another server may write the same in fewer bytes
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SEED_SECONDS);
        while (come(crowd).bytes() < enough) {
            if (System.nanoTime() > end) {
                throw new IOException("the server does not have the document after " + SEED_SECONDS + " s");
            }
            Thread.sleep(50);
        }
    }

    /** What came of one client. */
    private record Visit(long connectNanos, long answerNanos, int bytes) {}

    private static Visit come(Crowd crowd) throws Exception {
        Member member = crowd.newcomer(0);
        member.open().get(SYNC_SECONDS, TimeUnit.SECONDS);
        return member.lane().call(() -> {
            member.cut();
            return new Visit(member.connectNanos(), member.answerNanos(), member.syncedBytes());
        });
    }

    private void measure(Crowd crowd, Result result) throws Exception {
        Histogram connect = Tally.histogram();
        Histogram answer = Tally.histogram();
        Meter.Reading before = meter().read();
        int bytes = 0;
        for (int i = 0; i < runs; i++) {
            Visit visit = come(crowd);
            Tally.record(connect, visit.connectNanos());
            Tally.record(answer, visit.answerNanos());
            bytes = visit.bytes();
            Thread.sleep(gap);
        }
        Usage usage = meter().since(before);
        result.count("document [bytes]", bytes).times("sync", connect).times("answer", answer);
        if (meter().hasServer()) {
            result.figure("server CPU a sync [ms]", usage.server() * 1e3 / runs);
        }
        TypingFigures.addProcessors(result, usage);
    }
}
