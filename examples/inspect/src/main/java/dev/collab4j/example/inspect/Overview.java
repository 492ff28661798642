package dev.collab4j.example.inspect;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is in an update; Yjs's {@code logUpdate} and {@code parseUpdateMeta}, and more. */
@Command(
        name = "inspect",
        description = {
            "Shows what is in updates.",
            "That is: structs by kind, clients with their clocks, what an update deletes, what would have to wait in a"
                    + " document that has nothing else, and for what, and the roots that it names. Of a root it says"
                    + " what stands directly in its list, and its keys; it doesn't guess what type it is."
        })
final class Overview extends FilesCommand {
    @ArgGroup
    private Style style = new Style();

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
    int run() {
        return forEach(this::show);
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
