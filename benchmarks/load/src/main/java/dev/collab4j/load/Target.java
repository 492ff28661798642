package dev.collab4j.load;

import dev.collab4j.load.system.Meter;
import dev.collab4j.load.system.Proc;
import dev.collab4j.load.wire.Network;
import dev.collab4j.load.wire.Protocol;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all scenarios are told: where the server is, and how to come to it. */
final class Target {

    @Option(names = "--url", required = true, description = "Where documents are, such as ws://127.0.0.1:8080/y")
    private URI url = URI.create("");

    @Option(
            names = "--protocol",
            description = "y-websocket (a document is the rest of the path) or hocuspocus; ${DEFAULT-VALUE} if absent.")
    private Protocol protocol = Protocol.Y_WEBSOCKET;

    @Option(names = "--token", description = "What clients show: a parameter of the URL, or Hocuspocus' token.")
    private String token = "";

    @Option(names = "--server", paramLabel = "NAME", description = "What the server is called in results.")
    private String server = "server";

    @Option(names = "--note", description = "Said with the results, such as the version and the flags of the server.")
    private String note = "";

    @Option(
            names = "--pid",
            split = ",",
            description =
                    "The server's processes, if they are on this machine: their processor time and memory are measured.")
    private List<Long> pids = new ArrayList<>();

    @Option(names = "--loops", description = "Threads of the generator; ${DEFAULT-VALUE} if absent.")
    private int loops = 1;

    @Option(
            names = "--sources",
            description = "From how many addresses of this machine (127.0.1.1 and on) connections come, for more than"
                    + " 28,000 of them; 1 lets the system choose.")
    private int sources = 1;

    @Option(names = "--window", description = "How many connections are begun at a time; ${DEFAULT-VALUE} if absent.")
    private int window = 100;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the result is appended to, too.")
    private @Nullable Path out;

    URI url() {
        return url;
    }

    Protocol protocol() {
        return protocol;
    }

    String token() {
        return token;
    }

    String server() {
        return server;
    }

    String note() {
        return note;
    }

    int window() {
        return window;
    }

    List<Long> pids() {
        return pids;
    }

    @Nullable
    Path out() {
        return out;
    }

    Network network() {
        return new Network(loops, sources);
    }

    Meter meter() {
        return new Meter(Proc.ofSystem(), pids);
    }
}
