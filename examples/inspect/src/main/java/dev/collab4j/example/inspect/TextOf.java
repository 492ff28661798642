package dev.collab4j.example.inspect;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Yjs's {@code doc.getText(name).toString()}. */
@Command(
        name = "text",
        description = {"Prints the characters of a root text.", "There is nothing else, not even a line end."})
final class TextOf extends FileCommand {
    @Option(names = "--root", required = true, paramLabel = "NAME", description = "The name of the root.")
    private String root = "";

    TextOf(Streams streams) {
        super(streams);
    }

    @Override
    int run() {
        streams.print(read(file).doc(true).getText(root).toString());
        return ExitCode.OK;
    }
}
