package dev.collab4j.load;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Our hub as a server of its own, to be put under load. Not for anything else: everybody may write. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Our hub, to be put under load: y-websocket at /y, Hocuspocus at /hocuspocus. Everybody may write, so"
                        + " it listens on this machine only. Prints its process id and port, and stops with its process.")
final class Serve implements Callable<Integer> {

    private final PrintStream out;

    @Option(names = "--port", description = "Where it listens; any free port if absent.")
    private int port;

    @Option(
            names = "--store",
            description = "none (documents are in memory, an update is acknowledged when it is applied) or a JDBC URL"
                    + " (it is when the database has committed); ${DEFAULT-VALUE} if absent.")
    private String store = Served.NO_STORE;

    @Option(names = "--user", description = "Of the database.")
    private String user = "";

    @Option(names = "--password", description = "Of the database.")
    private String password = "";

    @Option(names = "--threads", description = "Event loops; one a processor if absent.")
    private int threads = Runtime.getRuntime().availableProcessors();

    Serve(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Served served = Served.start(port, threads, store, user, password)) {
            out.println("pid " + ProcessHandle.current().pid() + " port " + served.port());
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }
}
