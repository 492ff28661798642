package dev.collab4j.load;

import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Many documents in which cursors move. */
@Command(
        name = "presence",
        mixinStandardHelpOptions = true,
        description =
                "Many documents in which cursors move and some is typed: how late the cursors, and the letters among"
                        + " them, are with the others. A server may leave moves out that newer ones replace: the figures say how"
                        + " many came, and how late those were.")
final class Presences extends Typing {

    Presences(PrintStream out) {
        super(out, 1_000, 5, 5, 0.2, 1);
    }
}
