package dev.collab4j.core.internal.codec;

/** The two formats of updates. */
public enum FormatVersion {
    V1,
    V2;

    public UpdateEncoder encoder() {
        return this == V1 ? new UpdateEncoderV1() : new UpdateEncoderV2();
    }

    FormatVersion other() {
        return this == V1 ? V2 : V1;
    }

    @Override
    public String toString() {
        return this == V1 ? "version 1" : "version 2";
    }
}
