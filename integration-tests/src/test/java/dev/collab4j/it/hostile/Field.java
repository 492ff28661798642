package dev.collab4j.it.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One field of an update: what a mutation changes as a whole. */
sealed interface Field {
    void write(ByteArrayOutputStream out);

    /** A varUint: a count, a client, a clock or a length. Values beyond 53 bits are written as well. */
    record Uint(long value) implements Field {
        @Override
        public void write(ByteArrayOutputStream out) {
            long rest = value;
            for (; (rest & ~127L) != 0; rest >>>= 7) {
                out.write((int) (rest & 127 | 128));
            }
            out.write((int) rest);
        }
    }

    /** A string or a buffer, with its length before it. */
    record Bytes(byte[] value) implements Field {
        static Bytes of(String text) {
            return new Bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void write(ByteArrayOutputStream out) {
            new Uint(value.length).write(out);
            out.writeBytes(value);
        }
    }

    /** A field of an update or snapshot, and what it says: version 2 sorts them by that. */
    record Placed(Column column, Field field) implements Field {
        @Override
        public void write(ByteArrayOutputStream out) {
            field.write(out);
        }
    }

    /** Bytes of a fixed length: info, tags, floats. */
    record Raw(byte[] value) implements Field {
        static Raw of(int... bytes) {
            byte[] value = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                value[i] = (byte) bytes[i];
            }
            return new Raw(value);
        }

        @Override
        public void write(ByteArrayOutputStream out) {
            out.writeBytes(value);
        }
    }
}
