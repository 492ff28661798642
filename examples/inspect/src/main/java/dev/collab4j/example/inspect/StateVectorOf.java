package dev.collab4j.example.inspect;

import dev.collab4j.core.Update;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Yjs's {@code encodeStateVectorFromUpdate}. */
@Command(
        name = "statevector",
        description = "Writes the state vector that an update alone brings an empty document to: of each client the"
                + " clocks up to the first gap. It is the same in both versions.")
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
