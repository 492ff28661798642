package dev.collab4j.load;

import dev.collab4j.load.report.Figure;
import dev.collab4j.load.report.Result;
import dev.collab4j.load.report.Slope;
import dev.collab4j.load.system.HeapInfo;
import dev.collab4j.load.system.Meter;
import dev.collab4j.load.system.Usage;
import dev.collab4j.load.wire.Network;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clients that only say that they are there. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "Clients that have a document open and only say every 15 s that they are there, more and more of"
                + " them in one run: the memory that each takes is the slope over their counts, so what the server"
                + " takes without any is not in it.")
final class Idle extends Scenario {

    private static final String RESIDENT = "RSS [MiB] by connections";
    private static final double KIBI = 1_024;

    @Option(
            names = "--connections",
            split = ",",
            description = "How many there are, in rising order; ${DEFAULT-VALUE} if absent.")
    private List<Integer> counts = List.of(1_000, 5_000, 10_000, 19_000);

    @Option(names = "--clients", description = "Clients of a document; ${DEFAULT-VALUE} if absent.")
    private int clients = 10;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            description = "At each count, before memory is read; the second half of it is watched for what they cost;"
                    + " ${DEFAULT-VALUE} if absent.")
    private double settle = 30;

    @Option(
            names = "--jcmd",
            description = "The server is a JVM of this user: its heap is collected and read at each count, too.")
    private boolean jcmd;

    private int connected;

    Idle(PrintStream out) {
        super(out);
    }

    @Override
    void run(Network network, Result result) throws IOException, InterruptedException {
        result.parameter("connections", counts).parameter("clients", clients).parameter("settle", settle);
        double before = Figure.mebibytes(meter().residentBytes());
        for (int count : counts) {
            grow(network, count, result);
        }
        if (meter().hasServer()) {
            result.figure("RSS without connections [MiB]", before);
            result.figure("RSS a connection [KiB]", perConnection(result, RESIDENT));
        }
        if (jcmd) {
            result.figure("heap a connection [KiB]", perConnection(result, "heap [MiB] by connections"));
        }
    }

    private static double perConnection(Result result, String series) {
        return KIBI * Slope.of(result.series().getOrDefault(series, List.of()));
    }

    private void grow(Network network, int count, Result result) throws IOException, InterruptedException {
        int docs = (count - connected) / clients;
        Crowd crowd = new Crowd(target(), network, Crowd.freshNames("idle", docs), 0, true);
        Crowd.Arrival arrival = connect(crowd, clients, result);
        connected += arrival.wanted() - arrival.failed();
        long half = (long) (settle * 1_000 / 2);
        Thread.sleep(half);
        Meter.Reading start = meter().read();
        Thread.sleep(half);
        show(meter().since(start), arrival, result);
    }

    private void show(Usage usage, Crowd.Arrival arrival, Result result) throws IOException, InterruptedException {
        result.point("connections [1/s] by connections", connected, arrival.wanted() / arrival.seconds());
        result.point("CPU of others [%] by connections", connected, usage.percent(usage.others()));
        if (meter().hasServer()) {
            result.point("server CPU [%] by connections", connected, usage.percent(usage.server()));
            result.point("PSS [MiB] by connections", connected, Figure.mebibytes(meter().proportionalBytes()));
            result.point(RESIDENT, connected, Figure.mebibytes(meter().residentBytes()));
        }
        if (jcmd) {
            result.point("heap [MiB] by connections", connected, Figure.mebibytes(heapBytes()));
        }
        Console.say("%,d connections: RSS %.1f MiB, server %.1f %%"
                .formatted(connected, Figure.mebibytes(meter().residentBytes()), usage.percent(usage.server())));
    }

    private long heapBytes() throws IOException, InterruptedException {
        long bytes = 0;
        for (long pid : target().pids()) {
            bytes += HeapInfo.usedAfterCollection(pid);
        }
        return bytes;
    }
}
