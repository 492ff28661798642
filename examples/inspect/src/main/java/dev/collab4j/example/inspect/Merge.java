package dev.collab4j.example.inspect;

import dev.collab4j.core.Update;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Yjs's {@code mergeUpdates}. */
@Command(
        name = "merge",
        description = {
            "Makes one update that says all that the others say.",
            "It is in their version. What is missing between them stays missing."
        })
final class Merge extends FilesCommand {
    @Mixin
    private Output output = new Output();

    Merge(Streams streams) {
        super(streams);
    }

    @Override
    int run() {
        List<Update> updates = files.stream().map(file -> read(file).checked()).toList();
        return output.write(streams, from.bytes(Update.merge(updates)));
    }
}
