package dev.collab4j.it.hostile;

import dev.collab4j.core.Snapshot;
import dev.collab4j.core.Update;
import java.util.List;
import java.util.function.Function;

/** A version of the format, and how an honest or a spoilt thing gets into it. */
enum Version {
    V1(Update::fromV1, Update::toV1, Snapshot::fromV1, UpdateFields::encode, UpdateFields::encode),
    V2(Update::fromV2, Update::toV2, Snapshot::fromV2, VersionTwo::encode, VersionTwo::encodeSnapshot);

    private final Function<byte[], Update> reader;
    private final Function<Update, byte[]> writer;
    private final Function<byte[], Snapshot> snapshotReader;
    private final Function<List<Field>, byte[]> encoder;
    private final Function<List<Field>, byte[]> snapshotEncoder;

    Version(
            Function<byte[], Update> reader,
            Function<Update, byte[]> writer,
            Function<byte[], Snapshot> snapshotReader,
            Function<List<Field>, byte[]> encoder,
            Function<List<Field>, byte[]> snapshotEncoder) {
        this.reader = reader;
        this.writer = writer;
        this.snapshotReader = snapshotReader;
        this.encoder = encoder;
        this.snapshotEncoder = snapshotEncoder;
    }

    Version other() {
        return this == V1 ? V2 : V1;
    }

    Update read(byte[] update) {
        return reader.apply(update);
    }

    byte[] write(Update update) {
        return writer.apply(update);
    }

    Snapshot readSnapshot(byte[] snapshot) {
        return snapshotReader.apply(snapshot);
    }

    /** An update, without the code under test. */
    byte[] encode(List<Field> fields) {
        return encoder.apply(fields);
    }

    byte[] encodeSnapshot(List<Field> fields) {
        return snapshotEncoder.apply(fields);
    }
}
