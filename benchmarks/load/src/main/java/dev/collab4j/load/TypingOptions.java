package dev.collab4j.load;

import picocli.CommandLine.Option;

/** How long a load is, and what else of it all scenarios with editors have. */
final class TypingOptions {

    @Option(names = "--seconds", description = "How long is measured; ${DEFAULT-VALUE} if absent.")
    double seconds = 30;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Before that; ${DEFAULT-VALUE} if absent.")
    double warmUp = 5;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long at most what is missing is waited for; ${DEFAULT-VALUE} if absent.")
    double drain = 10;

    @Option(names = "--cursors", description = "Each letter moves the cursor, too: a presence message more.")
    boolean cursors;

    @Option(
            names = "--no-presence",
            description = "Nobody says that it is there; otherwise all do, at first and every 15 s.")
    boolean noPresence;

    Act act() {
        return cursors ? Act.TYPE_AND_MOVE : Act.TYPE;
    }

    Window.Pace pace(double rate) {
        return new Window.Pace(act(), rate, warmUp, seconds, drain);
    }

    void describe(Result result) {
        result.parameter("seconds", seconds).parameter("warm-up", warmUp).parameter("cursors", cursors);
        result.parameter("presence", !noPresence);
    }
}
