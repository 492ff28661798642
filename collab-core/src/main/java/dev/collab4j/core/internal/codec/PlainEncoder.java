package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteWriter;
import org.jspecify.annotations.Nullable;

/** What both versions have in one plain stream: counts, values and bytes. */
abstract sealed class PlainEncoder implements DeleteSetEncoder permits DeleteSetEncoderV1, DeleteSetEncoderV2 {
    ByteWriter plain;

    PlainEncoder(ByteWriter plain) {
        this.plain = plain;
    }

    @Override
    public final void writePlain(long value) {
        plain.writeVarUint(value);
    }

    public final void writeAny(@Nullable Object value) {
        AnyCodec.write(plain, value);
    }

    public final void writeBytes(byte[] bytes) {
        plain.writeVarBytes(bytes);
    }

    public final ByteWriter replacePlain(ByteWriter next) {
        ByteWriter before = plain;
        plain = next;
        return before;
    }
}
