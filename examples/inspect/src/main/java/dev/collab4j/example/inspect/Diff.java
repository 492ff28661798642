package dev.collab4j.example.inspect;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Yjs's {@code diffUpdate}. */
@Command(
        name = "diff",
        description = {
            "Leaves out of an update what a replica has, by its state vector.",
            "Deletes are all kept: a state vector says nothing about them."
        })
final class Diff extends WritingCommand {
    @Option(names = "--sv", required = true, paramLabel = "FILE", description = "The state vector of that replica.")
    private String stateVector = "";

    @Parameters(paramLabel = "FILE", description = "An update.")
    private String file = "";

    Diff(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return List.of(stateVector, file);
    }

    @Override
    byte[] result() {
        StateVector known = stateVector();
        return read(file).map(update -> from.bytes(update.diff(known)));
    }

    private StateVector stateVector() {
        try {
            return StateVector.decode(streams.read(stateVector));
        } catch (MalformedUpdateException e) {
            throw new FailedException(stateVector, "is no state vector: " + e.getMessage(), e);
        }
    }
}
