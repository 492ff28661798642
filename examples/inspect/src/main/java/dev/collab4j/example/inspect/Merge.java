package dev.collab4j.example.inspect;

import dev.collab4j.core.Update;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Yjs's {@code mergeUpdates}. */
@Command(
        name = "merge",
        description = {
            "Makes one update that says all that the others say.",
            "It is in their version. What is missing between them stays missing."
        })
final class Merge extends WritingCommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Updates, in any order.")
    private List<String> files = List.of();

    Merge(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return files;
    }

    @Override
    byte[] result() {
        List<Update> updates = files.stream().map(file -> read(file).checked()).toList();
        return from.bytes(Update.merge(updates));
    }
}
