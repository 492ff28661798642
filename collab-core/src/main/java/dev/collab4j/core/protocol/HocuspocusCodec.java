package dev.collab4j.core.protocol;

import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;

/** The bytes of Hocuspocus' messages. */
final class HocuspocusCodec {
    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int AUTH = 2;
    private static final int QUERY_AWARENESS = 3;
    private static final int SYNC_REPLY = 4;
    private static final int STATELESS = 5;
    private static final int BROADCAST_STATELESS = 6;
    private static final int CLOSE = 7;
    private static final int SYNC_STATUS = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int TOKEN = 0;
    private static final int PERMISSION_DENIED = 1;
    private static final int AUTHENTICATED = 2;

    private static final String READ_ONLY = "readonly";
    private static final String READ_WRITE = "read-write";

    private HocuspocusCodec() {}

    static HocuspocusMessage read(ByteReader in) {
        long type = in.readVarUint();
        if (type > PONG) {
            in.skip(in.remaining());
            return new HocuspocusMessage.Unknown(type);
        }
        return switch ((int) type) {
            case SYNC -> new HocuspocusMessage.Sync(SyncCodec.read(in));
            case AWARENESS -> new HocuspocusMessage.Awareness(AwarenessUpdate.decode(in.readVarBytes()));
            case AUTH -> readAuth(in);
            case QUERY_AWARENESS -> new HocuspocusMessage.QueryAwareness();
            case SYNC_REPLY -> new HocuspocusMessage.SyncReply(SyncCodec.read(in));
            case STATELESS -> new HocuspocusMessage.Stateless(in.readVarString());
            case BROADCAST_STATELESS -> new HocuspocusMessage.BroadcastStateless(in.readVarString());
            case CLOSE -> new HocuspocusMessage.Close(in.hasRemaining() ? in.readVarString() : null);
            case SYNC_STATUS -> new HocuspocusMessage.SyncStatus(in.readVarUint() == 1);
            case PING -> new HocuspocusMessage.Ping();
            default -> new HocuspocusMessage.Pong();
        };
    }

    private static HocuspocusMessage readAuth(ByteReader in) {
        int start = in.position();
        long type = in.readVarUint();
        if (type > AUTHENTICATED) {
            throw ByteReader.malformedAt(start, "Unknown auth message type " + type);
        }
        return switch ((int) type) {
            case TOKEN -> readToken(in);
            case PERMISSION_DENIED -> new HocuspocusMessage.PermissionDenied(in.readVarString());
            default -> new HocuspocusMessage.Authenticated(in.readVarString().equals(READ_ONLY));
        };
    }

    /** A server asks with the type alone. */
    private static HocuspocusMessage readToken(ByteReader in) {
        if (!in.hasRemaining()) {
            return new HocuspocusMessage.TokenRequest();
        }
        String token = in.readVarString();
        return new HocuspocusMessage.Token(token, in.hasRemaining() ? in.readVarString() : null);
    }

    static void write(ByteWriter out, HocuspocusMessage message) {
        if (message instanceof HocuspocusMessage.Sync sync) {
            out.writeUint8(SYNC);
            SyncCodec.write(out, sync.message());
        } else if (message instanceof HocuspocusMessage.SyncReply reply) {
            out.writeUint8(SYNC_REPLY);
            SyncCodec.write(out, reply.message());
        } else if (message instanceof HocuspocusMessage.Awareness awareness) {
            out.writeUint8(AWARENESS);
            out.writeVarBytes(awareness.update().encode());
        } else if (message instanceof HocuspocusMessage.Stateless stateless) {
            writeText(out, STATELESS, stateless.payload());
        } else if (message instanceof HocuspocusMessage.BroadcastStateless broadcast) {
            writeText(out, BROADCAST_STATELESS, broadcast.payload());
        } else if (message instanceof HocuspocusMessage.Close close) {
            writeClose(out, close);
        } else if (message instanceof HocuspocusMessage.SyncStatus status) {
            out.writeUint8(SYNC_STATUS);
            out.writeUint8(status.applied() ? 1 : 0);
        } else if (message instanceof HocuspocusMessage.Unknown unknown) {
            out.writeVarUint(unknown.type());
        } else {
            writeAuthOrEmpty(out, message);
        }
    }

    private static void writeClose(ByteWriter out, HocuspocusMessage.Close close) {
        out.writeUint8(CLOSE);
        String reason = close.reason();
        if (reason != null) {
            out.writeVarString(reason);
        }
    }

    private static void writeAuthOrEmpty(ByteWriter out, HocuspocusMessage message) {
        if (message instanceof HocuspocusMessage.Token token) {
            writeToken(out, token);
        } else if (message instanceof HocuspocusMessage.TokenRequest) {
            out.writeUint8(AUTH);
            out.writeUint8(TOKEN);
        } else if (message instanceof HocuspocusMessage.PermissionDenied denied) {
            out.writeUint8(AUTH);
            writeText(out, PERMISSION_DENIED, denied.reason());
        } else if (message instanceof HocuspocusMessage.Authenticated authenticated) {
            out.writeUint8(AUTH);
            writeText(out, AUTHENTICATED, authenticated.readOnly() ? READ_ONLY : READ_WRITE);
        } else if (message instanceof HocuspocusMessage.QueryAwareness) {
            out.writeUint8(QUERY_AWARENESS);
        } else {
            out.writeUint8(message instanceof HocuspocusMessage.Ping ? PING : PONG);
        }
    }

    private static void writeToken(ByteWriter out, HocuspocusMessage.Token token) {
        out.writeUint8(AUTH);
        writeText(out, TOKEN, token.token());
        String version = token.providerVersion();
        if (version != null) {
            out.writeVarString(version);
        }
    }

    private static void writeText(ByteWriter out, int type, String text) {
        out.writeUint8(type);
        out.writeVarString(text);
    }
}
