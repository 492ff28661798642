package dev.collab4j.example.inspect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The content of documents: their types' {@code toJSON}, and {@code toDelta}. */
@Command(
        name = "json",
        description = {
            "Prints a JSON object of roots for each file, a line each.",
            "It is the text that JavaScript prints. A file that can't be read has no line; the others have, and the"
                    + " status is 1 then."
        })
final class JsonOf extends FilesCommand {
    @Mixin
    private Roots roots = new Roots();

    JsonOf(Streams streams) {
        super(streams);
    }

    @Override
    int run() {
        roots.check(this);
        return forEach(update -> streams.print(roots.json(update.name, update.doc(true))));
    }
}
