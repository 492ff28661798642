package dev.collab4j.jdbc;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names of documents as they are stored: the bytes of their UTF-8. */
final class Names {

    private static final int MAX_BYTES = 1_024;

    private Names() {}

    static byte[] encode(String name) {
        byte[] bytes = utf8(name);
        if (bytes.length > MAX_BYTES) {
            throw Failures.refused(name, "the name has " + bytes.length + " bytes, " + MAX_BYTES + " are allowed");
        }
        if (name.indexOf(0) >= 0) {
            throw Failures.refused(name, "the name contains NUL");
        }
        return bytes;
    }

    private static byte[] utf8(String name) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw Failures.refused(name, "the name is no Unicode: half of a surrogate pair stands alone");
        }
    }

    static String decode(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }
}
