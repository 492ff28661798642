package dev.collab4j.core.protocol;

import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;

/** The bytes of y-websocket's messages. */
final class MessageCodec {
    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int AUTH = 2;
    private static final int QUERY_AWARENESS = 3;

    private static final int PERMISSION_DENIED = 0;

    private MessageCodec() {}

    static Message read(ByteReader in) {
        int start = in.position();
        long type = in.readVarUint();
        if (type > QUERY_AWARENESS) {
            throw ByteReader.malformedAt(start, "Unknown message type " + type);
        }
        return switch ((int) type) {
            case SYNC -> new Message.Sync(SyncCodec.read(in));
            case AWARENESS -> new Message.Awareness(AwarenessUpdate.decode(in.readVarBytes()));
            case AUTH -> readAuth(in);
            default -> new Message.QueryAwareness();
        };
    }

    private static Message readAuth(ByteReader in) {
        int start = in.position();
        long type = in.readVarUint();
        if (type != PERMISSION_DENIED) {
            throw ByteReader.malformedAt(start, "Unknown auth message type " + type);
        }
        return new Message.Auth(in.readVarString());
    }

    static void write(ByteWriter out, Message message) {
        if (message instanceof Message.Sync sync) {
            out.writeUint8(SYNC);
            SyncCodec.write(out, sync.message());
        } else if (message instanceof Message.Awareness awareness) {
            out.writeUint8(AWARENESS);
            out.writeVarBytes(awareness.update().encode());
        } else if (message instanceof Message.Auth auth) {
            out.writeUint8(AUTH);
            out.writeUint8(PERMISSION_DENIED);
            out.writeVarString(auth.reason());
        } else {
            out.writeUint8(QUERY_AWARENESS);
        }
    }
}
