package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteReader;
import org.jspecify.annotations.Nullable;

/** What both versions have in one plain stream: counts, values and bytes. */
abstract sealed class PlainDecoder implements DeleteSetDecoder permits DeleteSetDecoderV1, DeleteSetDecoderV2 {
    /** What the plain stream has of a client, and a deleted range, takes at least two bytes. */
    static final int MIN_BYTES = 2;

    final ByteReader in;

    PlainDecoder(ByteReader in) {
        this.in = in;
    }

    @Override
    public final int readCount() {
        return in.readCount(MIN_BYTES);
    }

    @Override
    public final long readPlain() {
        return in.readVarUint();
    }

    public final @Nullable Object readAny() {
        return AnyCodec.read(in);
    }

    public final byte[] readBytes() {
        return in.readVarBytes();
    }

    public final int remaining() {
        return in.remaining();
    }

    @Override
    public final MalformedUpdateException malformed(String what) {
        return in.malformed(what);
    }
}
