package dev.collab4j.example.inspect;

import java.util.List;
import picocli.CommandLine.Parameters;

/** A command that reads one update. */
abstract class FileCommand extends UpdateCommand {
    @Parameters(paramLabel = "FILE", description = "An update.")
    String file = "";

    FileCommand(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return List.of(file);
    }
}
