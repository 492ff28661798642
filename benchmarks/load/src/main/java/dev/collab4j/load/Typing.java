package dev.collab4j.load;

import dev.collab4j.load.report.Result;
import dev.collab4j.load.wire.Network;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** A load of people who type in documents. */
abstract class Typing extends Scenario {

    @Option(names = "--docs", description = "Documents; ${DEFAULT-VALUE} if absent.")
    private int docs;

    @Option(names = "--clients", description = "Clients of a document; ${DEFAULT-VALUE} if absent.")
    private int clients;

    @Option(names = "--editors", description = "Those of them who type; ${DEFAULT-VALUE} if absent.")
    private int editors;

    @Option(names = "--rate", description = "Letters of an editor, a second; ${DEFAULT-VALUE} if absent.")
    private double rate;

    @Option(names = "--cursors", description = "Each letter moves the cursor, too: a presence message more.")
    private boolean cursors;

    @Option(
            names = "--moves",
            paramLabel = "RATE",
            description = "Instead, moves of an editor's cursor, a second; ${DEFAULT-VALUE} if absent.")
    private double moves;

    @Option(names = "--seconds", description = "How long is measured; ${DEFAULT-VALUE} if absent.")
    private double seconds = 30;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Before that; ${DEFAULT-VALUE} if absent.")
    private double warmUp = 10;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long at most what is missing is waited for; ${DEFAULT-VALUE} if absent.")
    private double drain = 10;

    @Option(
            names = "--no-presence",
            description = "Nobody says that it is there; otherwise all do, at first and every 15 s.")
    private boolean noPresence;

    Typing(PrintStream out, int docs, int clients, int editors, double rate, double moves) {
        super(out);
        this.docs = docs;
        this.clients = clients;
        this.editors = editors;
        this.rate = rate;
        this.moves = moves;
    }

    double rate() {
        return rate;
    }

    /** How long each window is, at a rate. */
    Window.Pace pace(double lettersASecond) {
        List<Beat> beats = new ArrayList<>();
        if (lettersASecond > 0) {
            beats.add(new Beat(cursors ? Act.TYPE_AND_MOVE : Act.TYPE, lettersASecond));
        }
        if (moves > 0 && !cursors) {
            beats.add(new Beat(Act.MOVE, moves));
        }
        return new Window.Pace(beats, warmUp, seconds, drain);
    }

    @Override
    void run(Network network, Result result) throws InterruptedException {
        result.parameter("docs", docs).parameter("clients", clients).parameter("editors", editors);
        result.parameter("rate", rate).parameter("cursors", cursors).parameter("moves", moves);
        result.parameter("seconds", seconds).parameter("warm-up", warmUp).parameter("presence", !noPresence);
        int typists = Math.min(editors, clients);
        Crowd crowd = new Crowd(target(), network, Crowd.freshNames("typing", docs), typists, !noPresence);
        connect(crowd, clients, result);
        type(crowd, result);
    }

    /** Does it with those who have come. */
    void type(Crowd crowd, Result result) throws InterruptedException {
        Window.Outcome outcome = new Window(crowd, meter(), pace(rate)).run();
        TypingFigures.addTo(result, outcome, meter().hasServer());
    }
}
