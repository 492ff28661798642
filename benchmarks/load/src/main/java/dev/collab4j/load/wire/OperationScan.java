package dev.collab4j.load.wire;

import io.netty.buffer.ByteBuf;

/**
 * Finds which operations an update has, in version 1 of the format, without making anything of them: servers merge
 * updates, and each operation inside counts. Reads text, deleted and collected content, of which the load consists.
 */
public final class OperationScan {

    private static final int GC = 0;
    private static final int DELETED = 1;
    private static final int STRING = 4;
    private static final int SKIP = 10;
    private static final int KIND = 0x1f;
    private static final int ORIGIN = 0x80;
    private static final int RIGHT_ORIGIN = 0x40;
    private static final int KEY = 0x20;

    private OperationScan() {}

    /** Is told what is found. */
    public interface Sink {
        /** The elements {@code clock} to {@code clock + length - 1} of a client. */
        void found(long client, long clock, long length);
    }

    /**
     * Reads the structs of an update; where the buffer then stands says nothing.
     *
     * @return false if there is content that isn't known here: what is behind it was not read
     */
    public static boolean scan(ByteBuf update, Sink sink) {
        long clients = Lib0.readVarUint(update);
        for (long i = 0; i < clients; i++) {
            if (!scanClient(update, sink)) {
                return false;
            }
        }
        return true;
    }

    private static boolean scanClient(ByteBuf in, Sink sink) {
        long structs = Lib0.readVarUint(in);
        long client = Lib0.readVarUint(in);
        long clock = Lib0.readVarUint(in);
        for (long i = 0; i < structs; i++) {
            int info = in.readByte();
            long length = lengthOfStruct(in, info);
            if (length < 0) {
                return false;
            }
            if ((info & KIND) != SKIP) {
                sink.found(client, clock, length);
            }
            clock += length;
        }
        return true;
    }

    /** Moves on behind the struct; -1 if its content isn't known. */
    private static long lengthOfStruct(ByteBuf in, int info) {
        int kind = info & KIND;
        if (kind == GC || kind == SKIP) {
            return Lib0.readVarUint(in);
        }
        skipPlace(in, info);
        return switch (kind) {
            case DELETED -> Lib0.readVarUint(in);
            case STRING -> readUtf16Length(in);
            default -> -1;
        };
    }

    /** What says where an item is: its neighbours, or else its parent. */
    private static void skipPlace(ByteBuf in, int info) {
        if ((info & ORIGIN) != 0) {
            skipId(in);
        }
        if ((info & RIGHT_ORIGIN) != 0) {
            skipId(in);
        }
        if ((info & (ORIGIN | RIGHT_ORIGIN)) == 0) {
            skipParent(in);
            if ((info & KEY) != 0) {
                Lib0.skipBytes(in);
            }
        }
    }

    private static void skipParent(ByteBuf in) {
        boolean isRoot = Lib0.readVarUint(in) == 1;
        if (isRoot) {
            Lib0.skipBytes(in);
        } else {
            skipId(in);
        }
    }

    private static void skipId(ByteBuf in) {
        Lib0.readVarUint(in);
        Lib0.readVarUint(in);
    }

    /** Elements of a text are UTF-16 units: one for each first byte of a character, two for those of four bytes. */
    private static long readUtf16Length(ByteBuf in) {
        int end = Lib0.readLength(in) + in.readerIndex();
        long units = 0;
        for (int i = in.readerIndex(); i < end; i++) {
            int octet = in.getByte(i) & 0xff;
            units += octet >= 0xf0 ? 2 : (octet & 0xc0) == 0x80 ? 0 : 1;
        }
        in.readerIndex(end);
        return units;
    }
}
