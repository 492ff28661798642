package dev.collab4j.hub.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** From a raw path to the name of a room. */
public final class RoomNames {

    /** The longest name, in UTF-8 bytes. */
    public static final int MAX_BYTES = 255;

    private static final int ESCAPE_LENGTH = 3;

    private RoomNames() {}

    /**
     * Decodes percent escapes, once. Escapes that are malformed, or that give no UTF-8, stay as they are.
     *
     * @param raw the raw path
     * @return the name, not checked
     */
    public static String decode(String raw) {
        StringBuilder name = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            int end = endOfEscapes(raw, at);
            if (end == at) {
                name.append(raw.charAt(at++));
            } else {
                name.append(decodeEscapes(raw.substring(at, end)));
                at = end;
            }
        }
        return name.toString();
    }

    /** Where the run of escapes that begins here ends; the start if there is none. */
    private static int endOfEscapes(String raw, int from) {
        int at = from;
        while (at + ESCAPE_LENGTH <= raw.length() && raw.charAt(at) == '%' && hex(raw, at) >= 0) {
            at += ESCAPE_LENGTH;
        }
        return at;
    }

    private static int hex(String raw, int at) {
        int high = Character.digit(raw.charAt(at + 1), 16);
        int low = Character.digit(raw.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String decodeEscapes(String escapes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escapes.length() / ESCAPE_LENGTH);
        for (int at = 0; at < escapes.length(); at += ESCAPE_LENGTH) {
            bytes.write(hex(escapes, at));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return escapes;
        }
    }

    /**
     * Says what is wrong with a name.
     *
     * @param name a decoded name
     * @return the reason, null if it is a name
     */
    public static @Nullable String problem(String name) {
        if (name.isBlank()) {
            return "a room's name is not blank";
        }
        if (name.indexOf('\0') >= 0) {
            return "a room's name has no NUL";
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length > MAX_BYTES ? "a room's name has at most " + MAX_BYTES + " bytes, not " + length : null;
    }
}
