package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.lib0.IntDiffOptRleWriter;
import dev.collab4j.core.internal.lib0.RleByteWriter;
import dev.collab4j.core.internal.lib0.StringColumnWriter;
import dev.collab4j.core.internal.lib0.UintOptRleWriter;
import dev.collab4j.core.internal.store.TextArena;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Format version 2: a column for each part of a struct, with repetitions counted, and a plain rest. */
public final class UpdateEncoderV2 extends DeleteSetEncoderV2 implements UpdateEncoder {
    /** The bytes that the length of a column takes at most. */
    private static final int MAX_PREFIX = 5;

    private final IntDiffOptRleWriter keyClocks = new IntDiffOptRleWriter();
    private final UintOptRleWriter clients = new UintOptRleWriter();
    private final IntDiffOptRleWriter leftClocks = new IntDiffOptRleWriter();
    private final IntDiffOptRleWriter rightClocks = new IntDiffOptRleWriter();
    private final RleByteWriter infos = new RleByteWriter();
    private final StringColumnWriter strings = new StringColumnWriter();
    private final RleByteWriter parentInfos = new RleByteWriter();
    private final UintOptRleWriter typeRefs = new UintOptRleWriter();
    private final UintOptRleWriter lengths = new UintOptRleWriter();
    private long keyCount;

    public UpdateEncoderV2() {
        super(new ByteWriter());
    }

    @Override
    public void writeClient(long client) {
        clients.write(client);
    }

    @Override
    public void writeInfo(int info) {
        infos.write(info);
    }

    @Override
    public void writeLeftId(long client, long clock) {
        clients.write(client);
        leftClocks.write(clock);
    }

    @Override
    public void writeRightId(long client, long clock) {
        clients.write(client);
        rightClocks.write(clock);
    }

    @Override
    public void writeParentInfo(boolean isRoot) {
        parentInfos.write(isRoot ? 1 : 0);
    }

    @Override
    public void writeString(String text) {
        strings.write(text);
    }

    @Override
    public void writeText(TextArena text, int at, int length) {
        strings.write(text.substring(at, length));
    }

    /** Writes a key with a number of its own each time: Yjs doesn't repeat any either. */
    @Override
    public void writeKey(String key) {
        keyClocks.write(keyCount++);
        strings.write(key);
    }

    @Override
    public void writeTypeRef(int ref) {
        typeRefs.write(ref);
    }

    @Override
    public void writeLength(long length) {
        lengths.write(length);
    }

    @Override
    public void writeJson(@Nullable Object value) {
        AnyCodec.write(plain, value);
    }

    @Override
    public byte[] toByteArray() {
        List<ByteWriter> columns = List.of(
                keyClocks.finish(),
                clients.finish(),
                leftClocks.finish(),
                rightClocks.finish(),
                infos.finish(),
                strings.finish(),
                parentInfos.finish(),
                typeRefs.finish(),
                lengths.finish());
        long size = plain.size() + 1L;
        for (ByteWriter column : columns) {
            size += column.size() + MAX_PREFIX;
        }
        ByteWriter out = new ByteWriter((int) Math.min(size, Integer.MAX_VALUE - 8));
        out.writeVarUint(0);
        columns.forEach(out::writeVarBytes);
        out.writeBytes(plain);
        return out.toByteArray();
    }
}
