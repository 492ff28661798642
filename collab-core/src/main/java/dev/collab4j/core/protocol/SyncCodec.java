package dev.collab4j.core.protocol;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;

/** The bytes of sync messages. */
final class SyncCodec {
    private static final int STEP_1 = 0;
    private static final int STEP_2 = 1;
    private static final int UPDATE = 2;

    private SyncCodec() {}

    static SyncMessage read(ByteReader in) {
        int start = in.position();
        long type = in.readVarUint();
        if (type > UPDATE) {
            throw ByteReader.malformedAt(start, "Unknown sync message type " + type);
        }
        byte[] body = in.readVarBytes();
        return switch ((int) type) {
            case STEP_1 -> new SyncMessage.Step1(StateVector.decode(body));
            case STEP_2 -> new SyncMessage.Step2(Update.fromV1(body));
            default -> new SyncMessage.Update(Update.fromV1(body));
        };
    }

    static void write(ByteWriter out, SyncMessage message) {
        if (message instanceof SyncMessage.Step1 step1) {
            write(out, STEP_1, step1.stateVector().encode());
        } else if (message instanceof SyncMessage.Step2 step2) {
            write(out, STEP_2, step2.update().toV1());
        } else if (message instanceof SyncMessage.Update update) {
            write(out, UPDATE, update.update().toV1());
        }
    }

    private static void write(ByteWriter out, int type, byte[] body) {
        out.writeUint8(type);
        out.writeVarBytes(body);
    }
}
