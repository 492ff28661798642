package dev.collab4j.example.inspect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Yjs's {@code convertUpdateFormatV1ToV2} and {@code convertUpdateFormatV2ToV1}. */
@Command(name = "convert", description = "Writes an update in another version of the format.")
final class Convert extends FileCommand {
    @Mixin
    private Output output = new Output();

    @Option(names = "--to", required = true, paramLabel = "v1|v2", description = "The version to write.")
    private Format to = Format.V1;

    Convert(Streams streams) {
        super(streams);
    }

    @Override
    int run() {
        UpdateFile input = read(file);
        input.checked(); // what is in that version already isn't read otherwise
        return output.write(streams, input.map(to::bytes));
    }
}
