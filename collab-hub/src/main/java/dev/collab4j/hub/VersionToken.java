package dev.collab4j.hub;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Snapshot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * A snapshot of a room's document as text for others to keep: base64url of a format byte, a checksum over the room's name
 * and the rest, and the snapshot in version 2. The checksum finds damage and tokens of other rooms, not forgers.
 */
final class VersionToken {

    private static final byte FORMAT = 1;
    private static final int HEAD = 1 + Integer.BYTES;

    private VersionToken() {}

    static String of(String room, Snapshot snapshot) {
        byte[] bytes = snapshot.toV2();
        ByteBuffer token = ByteBuffer.allocate(HEAD + bytes.length);
        token.put(FORMAT).putInt(checksum(room, bytes)).put(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    static Snapshot read(String room, String token) {
        byte[] bytes = bytes(token);
        if (bytes.length <= HEAD || bytes[0] != FORMAT) {
            throw new IllegalArgumentException("this is no version");
        }
        byte[] snapshot = Arrays.copyOfRange(bytes, HEAD, bytes.length);
        if (ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt() != checksum(room, snapshot)) {
            throw new IllegalArgumentException("the version is of another room, or damaged");
        }
        try {
            return Snapshot.fromV2(snapshot);
        } catch (MalformedUpdateException e) {
            throw new IllegalArgumentException("this is no version: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no version: " + e.getMessage(), e);
        }
    }

    private static int checksum(String room, byte[] snapshot) {
        CRC32C sum = new CRC32C();
        sum.update(room.getBytes(StandardCharsets.UTF_8));
        sum.update(snapshot);
        return (int) sum.getValue();
    }
}
