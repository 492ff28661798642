package dev.collab4j.load;

import dev.collab4j.load.wire.Network;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One document that many look at. */
@Command(
        name = "hot",
        mixinStandardHelpOptions = true,
        description = "One document that many have open and some type in. How much it bears at most says"
                + " max --docs 1 --clients 200 --editors 20.")
final class Hot extends Scenario {

    @Option(names = "--clients", description = "Clients; ${DEFAULT-VALUE} if absent.")
    private int clients = 200;

    @Option(names = "--editors", description = "Those of them who type; ${DEFAULT-VALUE} if absent.")
    private int editors = 20;

    @Option(names = "--rate", description = "Letters of an editor, a second; ${DEFAULT-VALUE} if absent.")
    private double rate = 1;

    @Mixin
    private TypingOptions typing = new TypingOptions();

    Hot(PrintStream out) {
        super(out);
    }

    @Override
    void run(Network network, Result result) throws InterruptedException {
        result.parameter("clients", clients).parameter("editors", editors).parameter("rate", rate);
        typing.describe(result);
        Crowd crowd = new Crowd(target(), network, Crowd.freshNames("hot", 1), editors, !typing.noPresence);
        connect(crowd, clients, result);
        Window.Outcome outcome = new Window(crowd, meter(), typing.pace(rate)).run();
        TypingFigures.addTo(result, outcome, meter().hasServer());
    }
}
