package dev.collab4j.example.inspect;

import dev.collab4j.core.Update;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Yjs's {@code encodeStateVectorFromUpdate}. */
@Command(
        name = "statevector",
        description = {
            "Writes how far an update alone brings an empty document.",
            "Of each client that is up to the first gap. A state vector is the same in both versions."
        })
final class StateVectorOf extends WritingCommand {
    @Parameters(paramLabel = "FILE", description = "An update.")
    private String file = "";

    StateVectorOf(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return List.of(file);
    }

    @Override
    byte[] result() {
        return read(file).map(Update::stateVector).encode();
    }
}
