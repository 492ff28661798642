package dev.collab4j.example.inspect;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that reads updates. */
abstract class UpdateCommand implements Callable<Integer> {
    final Streams streams;

    @Option(
            names = "--from",
            paramLabel = "v1|v2",
            description = "The version of the format that the updates are in; v1 if absent.")
    Format from = Format.V1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    UpdateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public final Integer call() {
        if (Collections.frequency(inputs(), Streams.STANDARD) > 1) {
            throw usage("Standard input can be read only once, but - is given several times");
        }
        try {
            return run();
        } finally {
            streams.flush();
        }
    }

    /** The names of all files that are read. */
    abstract List<String> inputs();

    /** Returns the status. */
    abstract int run();

    final UpdateFile read(String name) {
        return new UpdateFile(name, from, streams.read(name));
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
