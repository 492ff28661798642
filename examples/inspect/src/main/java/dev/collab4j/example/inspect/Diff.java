package dev.collab4j.example.inspect;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Yjs's {@code diffUpdate}. */
@Command(
        name = "diff",
        description = {
            "Leaves out of an update what a replica has, by its state vector.",
            "Deletes are all kept: a state vector says nothing about them."
        })
final class Diff extends FileCommand {
    @Mixin
    private Output output = new Output();

    @Option(names = "--sv", required = true, paramLabel = "FILE", description = "The state vector of that replica.")
    private String stateVector = "";

    Diff(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return List.of(stateVector, file);
    }

    @Override
    int run() {
        StateVector known = stateVector();
        return output.write(streams, read(file).map(update -> from.bytes(update.diff(known))));
    }

    private StateVector stateVector() {
        try {
            return StateVector.decode(streams.read(stateVector));
        } catch (MalformedUpdateException e) {
            throw new FailedException(stateVector, "is no state vector: " + e.getMessage(), e);
        }
    }
}
