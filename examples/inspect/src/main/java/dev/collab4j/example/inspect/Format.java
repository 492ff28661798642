package dev.collab4j.example.inspect;

import dev.collab4j.core.Snapshot;
import dev.collab4j.core.Update;
import java.util.Locale;

/** The two versions of Yjs's format. */
enum Format {
    V1,
    V2;

    Update update(byte[] bytes) {
        return this == V1 ? Update.fromV1(bytes) : Update.fromV2(bytes);
    }

    byte[] bytes(Update update) {
        return this == V1 ? update.toV1() : update.toV2();
    }

    Snapshot snapshot(byte[] bytes) {
        return this == V1 ? Snapshot.fromV1(bytes) : Snapshot.fromV2(bytes);
    }

    Format other() {
        return this == V1 ? V2 : V1;
    }

    /** As it is written in a command. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
