package dev.collab4j.example.inspect;

import dev.collab4j.core.Update;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Yjs's {@code encodeStateVectorFromUpdate}. */
@Command(
        name = "statevector",
        description = {
            "Writes how far an update alone brings an empty document.",
            "Of each client that is up to the first gap. A state vector is the same in both versions."
        })
final class StateVectorOf extends FileCommand {
    @Mixin
    private Output output = new Output();

    StateVectorOf(Streams streams) {
        super(streams);
    }

    @Override
    int run() {
        return output.write(streams, read(file).map(Update::stateVector).encode());
    }
}
