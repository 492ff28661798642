package dev.collab4j.it.hostile;

import java.util.function.Supplier;

/** Something honest that gets bad input. */
interface Subject {
    /**
     * Takes the input, or throws MalformedUpdateException. What is returned is asked for outside of the measurement: the
     * content afterwards, as the oracle says it.
     */
    Supplier<String> take(byte[] input);

    /** How many bytes are read when it takes the input. */
    default int bytesRead(byte[] input) {
        return input.length;
    }

    /** Whether it is what it was before any input. */
    boolean isUnchanged();
}
