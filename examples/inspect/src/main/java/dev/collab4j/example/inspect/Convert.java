package dev.collab4j.example.inspect;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Yjs's {@code convertUpdateFormatV1ToV2} and {@code convertUpdateFormatV2ToV1}. */
@Command(name = "convert", description = "Writes an update in another version of the format.")
final class Convert extends WritingCommand {
    @Option(names = "--to", required = true, paramLabel = "v1|v2", description = "The version to write.")
    private Format to = Format.V1;

    @Parameters(paramLabel = "FILE", description = "An update.")
    private String file = "";

    Convert(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return List.of(file);
    }

    @Override
    byte[] result() {
        UpdateFile input = read(file);
        input.checked(); // what is in that version already isn't read otherwise
        return input.map(to::bytes);
    }
}
