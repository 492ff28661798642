package dev.collab4j.core.internal.lib0;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one list or map as {@code any} without recursion. */
final class AnyWriter {
    private final ByteWriter out;
    private final ValuePath path = new ValuePath();

    AnyWriter(ByteWriter out) {
        this.out = out;
    }

    void write(@Nullable Object value) {
        enter(value);
        while (!path.isEmpty()) {
            ValuePath.Level top = path.top();
            if (top.hasNext()) {
                writeNext(top);
            } else {
                path.leave();
            }
        }
    }

    private void writeNext(ValuePath.Level top) {
        Object value = top.next();
        if (top.map) {
            out.writeVarString(Objects.requireNonNull(top.key()));
        }
        if (!AnyCodec.writeScalar(out, value)) {
            enter(value);
        }
    }

    private void enter(@Nullable Object value) {
        ValuePath.Level level = path.enter(value);
        out.writeUint8(level.map ? AnyCodec.OBJECT : AnyCodec.ARRAY);
        out.writeVarUint(level.size);
    }
}
