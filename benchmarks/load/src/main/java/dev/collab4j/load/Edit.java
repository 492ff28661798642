package dev.collab4j.load;

import dev.collab4j.load.wire.Network;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many documents in which people type. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        description = "Many documents in which people type, each at a rate, whatever the server makes of it: how late"
                + " their letters are with the others, and what a delivery costs.")
final class Edit extends Scenario {

    @Option(names = "--docs", description = "Documents; ${DEFAULT-VALUE} if absent.")
    private int docs = 1_000;

    @Option(names = "--clients", description = "Clients of a document; ${DEFAULT-VALUE} if absent.")
    private int clients = 5;

    @Option(names = "--editors", description = "Those of them who type; all if absent.")
    private int editors;

    @Option(names = "--rate", description = "Letters of an editor, a second; ${DEFAULT-VALUE} if absent.")
    private double rate = 1;

    @Mixin
    private TypingOptions typing = new TypingOptions();

    Edit(PrintStream out) {
        super(out);
    }

    @Override
    void run(Network network, Result result) throws InterruptedException {
        int typists = editors == 0 ? clients : editors;
        result.parameter("docs", docs).parameter("clients", clients).parameter("editors", typists);
        result.parameter("rate", rate);
        typing.describe(result);
        Crowd crowd = new Crowd(target(), network, Crowd.freshNames("edit", docs), typists, !typing.noPresence);
        connect(crowd, clients, result);
        Window.Outcome outcome = new Window(crowd, meter(), typing.pace(rate)).run();
        TypingFigures.addTo(result, outcome, meter().hasServer());
    }
}
