package dev.collab4j.example.inspect;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The file that a command makes out of others. */
final class Output {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "Where to write; may be one of the files read. If something is wrong it stays as it is.")
    private String name = "";

    /** Returns the status. */
    int write(Streams streams, byte[] bytes) {
        streams.write(name, bytes);
        return ExitCode.OK;
    }
}
