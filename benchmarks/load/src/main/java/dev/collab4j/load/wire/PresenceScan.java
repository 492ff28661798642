package dev.collab4j.load.wire;

import io.netty.buffer.ByteBuf;

/** Finds whose states an awareness update has, without reading their JSON. */
public final class PresenceScan {

    private PresenceScan() {}

    /** Is told what is found. */
    public interface Sink {
        /** The state of a client, or that it has none any more. */
        void present(long client, long clock);
    }

    /** Reads an update behind its length. */
    public static void scan(ByteBuf update, Sink sink) {
        long entries = Lib0.readVarUint(update);
        for (long i = 0; i < entries; i++) {
            long client = Lib0.readVarUint(update);
            long clock = Lib0.readVarUint(update);
            Lib0.skipBytes(update);
            sink.present(client, clock);
        }
    }
}
