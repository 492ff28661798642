package dev.collab4j.example.inspect;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** A command that makes one file out of others. */
abstract class WritingCommand extends UpdateCommand {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "Where to write; may be one of the files read. If something is wrong it stays as it is.")
    private String output = "";

    WritingCommand(Streams streams) {
        super(streams);
    }

    @Override
    final int run() {
        streams.write(output, result());
        return ExitCode.OK;
    }

    abstract byte[] result();
}
