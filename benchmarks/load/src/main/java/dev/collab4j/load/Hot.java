package dev.collab4j.load;

import java.io.PrintStream;
import picocli.CommandLine.Command;

/** One document that many look at. */
@Command(
        name = "hot",
        mixinStandardHelpOptions = true,
        description = "One document that many have open and some type in. How much it bears at most says"
                + " max --docs 1 --clients 200 --editors 20.")
final class Hot extends Typing {

    Hot(PrintStream out) {
        super(out, 1, 200, 20, 1, 0);
    }
}
