package dev.collab4j.load;

import dev.collab4j.load.report.Page;
import dev.collab4j.load.report.Results;
import dev.collab4j.load.wire.Protocol;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Several servers, one after the other. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Runs scenarios against our hub, in both protocols, and beside it Hocuspocus and y-websocket-server if"
                        + " they are installed. Each server is started anew for each scenario, and all servers run a scenario"
                        + " before the next one begins.")
final class Compare implements Callable<Integer> {

    /** What is compared if nothing is asked for. */
    static final List<String> SCENARIOS = List.of(
            "sync --characters 5000",
            "sync --operations 260000 --runs 200 --warm-up 200",
            "edit --docs 1000 --clients 5 --rate 1 --sources 4",
            "presence --docs 1000 --clients 5 --rate 0.2 --moves 1 --sources 4",
            "hot --clients 200 --editors 20 --rate 1",
            "max --docs 1000 --clients 5 --rate 0.3 --seconds 8 --warm-up 3 --drain 5 --sources 4",
            "max --docs 1 --clients 200 --editors 20 --rate 2 --seconds 8 --warm-up 3 --drain 5",
            "storm --docs 1000 --clients 5 --sources 4",
            "idle --connections 1000,5000,10000 --settle 32 --sources 4",
            "mixed --alone 20 --seconds 40 --sources 4");

    /** The heap of a small server, of which the young part, which decides on what the process takes, is fixed. */
    static final String FLAGS = "-Xmx1g -Xmn64m";

    private final PrintStream out;

    @Option(
            names = "--scenario",
            paramLabel = "COMMAND",
            description =
                    "A scenario and its options, such as \"edit --docs 100\"; can be repeated. A list of all if absent.")
    private List<String> scenarios = SCENARIOS;

    @Option(
            names = "--servers",
            split = ",",
            paramLabel = "WORD",
            description = "Only those whose name has one of these words in it; all if absent.")
    private List<String> words = List.of("");

    @Option(
            names = "--peers",
            paramLabel = "DIR",
            description =
                    "A copy of benchmarks/load/peers in whose folders \"npm ci\" was run; without it our hub is alone.")
    private @Nullable Path peers;

    @Option(
            names = "--store",
            paramLabel = "JDBC-URL",
            description = "Our hub is run with this database, too: updates are acknowledged when they are committed.")
    private @Nullable String store;

    @Option(names = "--user", description = "Of the database.")
    private String user = "";

    @Option(names = "--password", description = "Of the database.")
    private String password = "";

    @Option(names = "--java-options", description = "Flags of our hub's JVM; \"${DEFAULT-VALUE}\" if absent.")
    private String flags = FLAGS;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the results are appended to.")
    private Path results = Path.of("");

    @Option(names = "--report", paramLabel = "FILE", description = "A page that shows them in the end.")
    private @Nullable Path report;

    Compare(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean worked = true;
        for (String scenario : scenarios) {
            for (Peer peer : servers()) {
                worked &= run(peer, scenario);
            }
        }
        if (report != null) {
            Files.writeString(report, Page.of(Results.read(results)));
        }
        return worked ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<Peer> servers() {
        List<String> jvm = words(flags);
        List<Peer> all = new ArrayList<>();
        all.add(Peer.collab("collab", Protocol.Y_WEBSOCKET, jvm, List.of()));
        all.add(Peer.collab("collab", Protocol.HOCUSPOCUS, jvm, List.of()));
        if (store != null) {
            List<String> database = List.of("--store", store, "--user", user, "--password", password);
            all.add(Peer.collab("collab, stored", Protocol.Y_WEBSOCKET, jvm, database));
            all.add(Peer.collab("collab, stored", Protocol.HOCUSPOCUS, jvm, database));
        }
        if (peers != null) {
            all.add(Peer.yWebSocketServer(peers.resolve("y-websocket-server")));
            all.add(Peer.hocuspocus(peers.resolve("hocuspocus")));
        }
        return all.stream()
                .filter(peer -> words.stream().anyMatch(peer.name()::contains))
                .toList();
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.trim().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private boolean run(Peer peer, String scenario) throws IOException, InterruptedException {
        Console.say("--- " + scenario + ": " + peer.name() + " by " + peer.protocol());
        Path log = Path.of(results + ".log");
        try (ServerProcess server = ServerProcess.start(peer, log)) {
            List<String> arguments = new ArrayList<>(words(scenario));
            arguments.addAll(List.of("--url", "ws://127.0.0.1:" + server.port() + peer.path()));
            arguments.addAll(List.of("--protocol", peer.protocol().toString(), "--server", peer.name()));
            arguments.addAll(List.of("--note", peer.note()));
            arguments.addAll(List.of("--pid", Long.toString(server.pid()), "--out", results.toString()));
            return Load.run(out, arguments.toArray(String[]::new)) == ExitCode.OK;
        }
    }
}
