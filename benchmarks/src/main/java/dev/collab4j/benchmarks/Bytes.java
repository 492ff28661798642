package dev.collab4j.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Lists of updates as bytes: each behind its length, an unsigned little-endian integer. */
final class Bytes {
    private Bytes() {}

    static byte[] join(List<byte[]> parts) {
        byte[] joined = new byte[size(parts) + parts.size() * Integer.BYTES];
        ByteBuffer rest = littleEndian(joined);
        parts.forEach(part -> rest.putInt(part.length).put(part));
        return joined;
    }

    static List<byte[]> split(byte[] joined) {
        ByteBuffer rest = littleEndian(joined);
        List<byte[]> parts = new ArrayList<>();
        while (rest.hasRemaining()) {
            byte[] part = new byte[rest.getInt()];
            rest.get(part);
            parts.add(part);
        }
        return parts;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How long all are together, without their lengths. */
    static int size(List<byte[]> parts) {
        return parts.stream().mapToInt(part -> part.length).sum();
    }

    /** SHA-256 in hexadecimal digits. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
