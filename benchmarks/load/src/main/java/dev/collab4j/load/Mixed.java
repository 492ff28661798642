package dev.collab4j.load;

import dev.collab4j.load.report.Figure;
import dev.collab4j.load.report.Result;
import dev.collab4j.load.wire.Network;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything at once. */
@Command(
        name = "mixed",
        mixinStandardHelpOptions = true,
        description =
                "Many quiet rooms, alone at first and then beside a hot one, while others come to the quiet ones and"
                        + " leave: what the hot room does to the quiet ones, and what becomes of the server's memory.")
final class Mixed extends Scenario {

    private static final double DRAIN = 10;

    @Option(names = "--docs", description = "Quiet rooms; ${DEFAULT-VALUE} if absent.")
    private int docs = 1_000;

    @Option(names = "--clients", description = "Clients of a quiet room; ${DEFAULT-VALUE} if absent.")
    private int clients = 3;

    @Option(names = "--rate", description = "Letters of each of them, a second; ${DEFAULT-VALUE} if absent.")
    private double rate = 0.2;

    @Option(names = "--hot-clients", description = "Clients of the hot room; ${DEFAULT-VALUE} if absent.")
    private int hotClients = 200;

    @Option(names = "--hot-editors", description = "Those of them who type; ${DEFAULT-VALUE} if absent.")
    private int hotEditors = 20;

    @Option(names = "--hot-rate", description = "Letters of each of these, a second; ${DEFAULT-VALUE} if absent.")
    private double hotRate = 5;

    @Option(
            names = "--newcomers",
            paramLabel = "RATE",
            description = "How many come to a quiet room, a second, and leave when they are synced; ${DEFAULT-VALUE} if"
                    + " absent.")
    private double newcomers = 5;

    @Option(
            names = "--alone",
            paramLabel = "SECONDS",
            description = "How long the quiet rooms are measured without the hot one; ${DEFAULT-VALUE} if absent.")
    private double alone = 30;

    @Option(names = "--seconds", description = "How long they are beside it; ${DEFAULT-VALUE} if absent.")
    private double seconds = 60;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Before each; ${DEFAULT-VALUE} if absent.")
    private double warmUp = 5;

    Mixed(PrintStream out) {
        super(out);
    }

    @Override
    void run(Network network, Result result) throws InterruptedException, ExecutionException {
        describe(result);
        Crowd quiet = new Crowd(target(), network, Crowd.freshNames("quiet", docs), clients, true);
        connect(quiet, clients, result);
        Window.Outcome before = new Window(quiet, meter(), pace(rate, alone)).run();
        result.times("quiet rooms alone", before.latency());
        Crowd hot = new Crowd(target(), network, Crowd.freshNames("hot", 1), hotEditors, true);
        connect(hot, hotClients, result);
        together(quiet, hot, before, result);
    }

    private void describe(Result result) {
        result.parameter("docs", docs).parameter("clients", clients).parameter("rate", rate);
        result.parameter("hot clients", hotClients).parameter("hot editors", hotEditors);
        result.parameter("hot rate", hotRate).parameter("newcomers", newcomers);
        result.parameter("alone", alone).parameter("seconds", seconds).parameter("warm-up", warmUp);
    }

    private Window.Pace pace(double letters, double length) {
        return new Window.Pace(List.of(new Beat(Act.TYPE, letters)), warmUp, length, DRAIN);
    }

    private void together(Crowd quiet, Crowd hot, Window.Outcome before, Result result)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (MemoryWatch memory = new MemoryWatch(meter());
                Newcomers guests = new Newcomers(quiet, newcomers)) {
            threads.execute(memory);
            threads.execute(guests);
            Future<Window.Outcome> heat = threads.submit(() -> new Window(hot, meter(), pace(hotRate, seconds)).run());
            Window.Outcome beside = new Window(quiet, meter(), pace(rate, seconds)).run();
            show(result, before, beside, heat.get());
            memory.addTo(result);
            guests.addTo(result);
        } finally {
            threads.shutdown();
        }
    }

    private void show(Result result, Window.Outcome before, Window.Outcome beside, Window.Outcome heat) {
        result.times("quiet rooms beside", beside.latency());
        double ratio = Figure.millis(beside.latency(), 95) / Figure.millis(before.latency(), 95);
        result.figure("quiet rooms p95, beside / alone", ratio);
        result.times("hot room", heat.latency());
        result.figure("hot room offered [deliveries/s]", heat.offered());
        result.figure("hot room delivered [deliveries/s]", heat.delivered());
        result.count("missing", before.missing() + beside.missing() + heat.missing());
        if (meter().hasServer()) {
            result.figure(
                    "server CPU [%]", beside.usage().percent(beside.usage().server()));
        }
        TypingFigures.addGenerator(result, beside.during(), beside.usage());
    }
}
