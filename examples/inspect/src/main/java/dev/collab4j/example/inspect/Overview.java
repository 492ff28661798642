package dev.collab4j.example.inspect;

import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in an update; Yjs's {@code logUpdate} and {@code parseUpdateMeta}, and more. */
@Command(
        name = "inspect",
        description = {
            "Shows what is in updates.",
            "That is: structs by kind, clients with their clocks, what an update deletes, what would have to wait in a"
                    + " document that has nothing else, and for what, and the roots that it names. Of a root it says"
                    + " what stands directly in its list, and its keys; it doesn't guess what type it is."
        })
final class Overview extends UpdateCommand {
    @ArgGroup
    private Style style = new Style();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Updates. One that can't be read is left out; the status is 1 then.")
    private List<String> files = List.of();

    Overview(Streams streams) {
        super(streams);
    }

    /** How to print it. */
    static final class Style {
        @Option(
                names = "--json",
                description = "Prints one JSON object a file, a line each, in which long lists are whole.")
        private boolean json;

        @Option(names = "--structs", description = "Prints a line for each struct instead.")
        private boolean structs;
    }

    @Override
    List<String> inputs() {
        return files;
    }

    @Override
    int run() {
        return forEach(files, this::show);
    }

    private void show(UpdateFile update) {
        if (style.structs) {
            update.checked().forEachStruct(struct -> streams.print(StructLine.of(struct) + "\n"));
        } else if (style.json) {
            streams.print(FindingsJson.of(new Findings(update)) + "\n");
        } else {
            streams.print(FindingsText.of(new Findings(update)));
        }
    }
}
