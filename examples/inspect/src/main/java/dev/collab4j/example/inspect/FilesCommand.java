package dev.collab4j.example.inspect;

import java.util.List;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** A command that reads any number of updates. */
abstract class FilesCommand extends UpdateCommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Updates.")
    List<String> files = List.of();

    FilesCommand(Streams streams) {
        super(streams);
    }

    @Override
    final List<String> inputs() {
        return files;
    }

    /** What is done with each update, one without the others. */
    interface Step {
        void run(UpdateFile update);
    }

    /** Goes on with the others if one fails; returns the status. */
    final int forEach(Step step) {
        int status = ExitCode.OK;
        for (String file : files) {
            try {
                step.run(read(file));
            } catch (FailedException e) {
                streams.error(e.line);
                status = ExitCode.SOFTWARE;
            }
        }
        return status;
    }
}
