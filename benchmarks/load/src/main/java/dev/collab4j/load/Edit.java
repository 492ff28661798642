package dev.collab4j.load;

import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Many documents in which people type. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        description = "Many documents in which people type, each at a rate, whatever the server makes of it: how late"
                + " their letters are with the others, and what a delivery costs.")
final class Edit extends Typing {

    Edit(PrintStream out) {
        super(out, 1_000, 5, 5, 1, 0);
    }
}
