package dev.collab4j.example.inspect;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The content of documents: their types' {@code toJSON}, and {@code toDelta}. */
@Command(
        name = "json",
        description = {
            "Prints a JSON object of roots for each file, a line each.",
            "It is the text that JavaScript prints. A file that can't be read has no line; the others have, and the"
                    + " status is 1 then."
        })
final class JsonOf extends UpdateCommand {
    @Mixin
    private Roots roots = new Roots();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Updates, each of a document of its own.")
    private List<String> files = List.of();

    JsonOf(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return files;
    }

    @Override
    int run() {
        roots.check(this);
        return forEach(files, update -> streams.print(roots.json(update.name, update.doc(true))));
    }
}
