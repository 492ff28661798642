package dev.collab4j.load.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Tells the messages of a server apart. Each is read in place, and no further than a client has to that only measures. */
public final class Inbox {

    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int AUTH = 2;
    private static final int SYNC_REPLY = 4;
    private static final int CLOSE = 7;
    private static final int SYNC_STATUS = 8;
    private static final int PING = 9;

    private static final int STEP_1 = 0;
    private static final int STEP_2 = 1;
    private static final int AUTHENTICATED = 2;

    private Inbox() {}

    /** Is told what a message is. Where a buffer stands afterwards doesn't matter. */
    public interface Sink {
        /** The server asks what the client has. */
        void onStep1();

        /** What the client lacks; {@code update} is at the update of so many bytes. */
        void onStep2(ByteBuf update, int bytes);

        /** What another client, or this one, has changed. */
        void onUpdate(ByteBuf update);

        /** The states of clients. */
        void onPresence(ByteBuf update);

        /** The server has applied, or refused, the next one of those that this client sent. */
        void onStatus(boolean applied);

        /** The server won't have this client, or not any more. */
        void onRefused(String why);

        /** The server wants a sign of life. */
        void onPing();
    }

    /** Reads a message of a server, from the buffer's reader index to {@code end}. */
    public static void read(Protocol protocol, ByteBuf in, int end, Sink sink) {
        if (end - in.readerIndex() == 1 && in.getByte(in.readerIndex()) == PING) {
            sink.onPing();
            return;
        }
        protocol.skipAddress(in);
        switch ((int) Lib0.readVarUint(in)) {
            case SYNC, SYNC_REPLY -> readSync(in, sink);
            case AWARENESS -> {
                Lib0.readVarUint(in);
                sink.onPresence(in);
            }
            case AUTH -> readAuth(in, sink);
            case CLOSE -> sink.onRefused("the document was closed");
            case SYNC_STATUS -> sink.onStatus(Lib0.readVarUint(in) == 1);
            default -> {} // nothing that a load has to answer
        }
    }

    private static void readSync(ByteBuf in, Sink sink) {
        int type = (int) Lib0.readVarUint(in);
        int bytes = Lib0.readLength(in);
        switch (type) {
            case STEP_1 -> sink.onStep1();
            case STEP_2 -> sink.onStep2(in, bytes);
            default -> sink.onUpdate(in);
        }
    }

    private static void readAuth(ByteBuf in, Sink sink) {
        if (Lib0.readVarUint(in) != AUTHENTICATED) {
            String why = in.readString(Lib0.readLength(in), StandardCharsets.UTF_8);
            sink.onRefused("permission denied: " + why);
        }
    }
}
