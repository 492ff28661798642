package dev.collab4j.load;

import dev.collab4j.load.report.Result;
import dev.collab4j.load.system.Meter;
import dev.collab4j.load.system.Usage;
import dev.collab4j.load.wire.Network;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All connections break at once. */
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        description = "All connections break at once and come back as the providers do, again and again until they are"
                + " synced: how long each was away.")
final class Storm extends Scenario {

    @Option(names = "--docs", description = "Documents; ${DEFAULT-VALUE} if absent.")
    private int docs = 1_000;

    @Option(names = "--clients", description = "Clients of a document; ${DEFAULT-VALUE} if absent.")
    private int clients = 5;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "When the wait for the last one ends; ${DEFAULT-VALUE} if absent.")
    private int within = 120;

    private final AtomicInteger attempts = new AtomicInteger();
    private final Histogram away = new ConcurrentHistogram(Tally.histogram());

    Storm(PrintStream out) {
        super(out);
    }

    @Override
    void run(Network network, Result result) throws InterruptedException, IOException {
        result.parameter("docs", docs).parameter("clients", clients);
        Crowd crowd = new Crowd(target(), network, Crowd.freshNames("storm", docs), 0, true);
        connect(crowd, clients, result);
        Meter.Reading before = meter().read();
        long start = System.nanoTime();
        crowd.cut();
        List<CompletableFuture<Void>> returns = new ArrayList<>();
        crowd.members().forEach(member -> returns.add(comeBack(member, 1, start)));
        int missing = await(returns);
        show(result, meter().since(before), crowd, missing);
    }

    /** Waits as a provider would, tries, and again. */
    private CompletableFuture<Void> comeBack(Member member, int breaks, long start) {
        Executor later = CompletableFuture.delayedExecutor(
                Backoff.millis(target().protocol(), breaks), TimeUnit.MILLISECONDS, member.lane().loop);
        return CompletableFuture.runAsync(attempts::incrementAndGet, later)
                .thenCompose(any -> member.open())
                .thenAccept(back -> Tally.record(away, System.nanoTime() - start))
                .exceptionallyCompose(broken -> comeBack(member, breaks + 1, start));
    }

    private int await(List<CompletableFuture<Void>> returns) throws InterruptedException {
        try {
            CompletableFuture.allOf(returns.toArray(CompletableFuture<?>[]::new))
                    .get(within, TimeUnit.SECONDS);
            return 0;
        } catch (TimeoutException | ExecutionException e) {
            return (int) returns.stream().filter(one -> !one.isDone()).count();
        }
    }

    private void show(Result result, Usage usage, Crowd crowd, int missing) {
        result.times("away", away);
        result.figure("synced again [1/s]", away.getTotalCount() * 1e9 / Math.max(1, away.getMaxValue()));
        result.figure(
                "attempts a client", (double) attempts.get() / crowd.members().size());
        result.count("missing", missing);
        if (meter().hasServer()) {
            result.figure("server CPU a return [ms]", usage.server() * 1e3 / Math.max(1, away.getTotalCount()));
        }
        TypingFigures.addProcessors(result, usage);
    }
}
