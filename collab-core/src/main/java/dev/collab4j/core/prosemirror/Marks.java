package dev.collab4j.core.prosemirror;

import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteWriter;
import dev.collab4j.core.internal.lib0.JsJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How y-prosemirror stores marks as attributes of a text: under their name, or, if a text can have several marks of one
 * name at once, under the name, {@code --} and a hash of the mark.
 */
final class Marks {
    /** Says which versions of a document differ; y-prosemirror shows it and never stores it. */
    static final String CHANGE = "ychange";

    private static final String SEPARATOR = "--";
    private static final int HASH_BYTES = 6;
    private static final int HASH_CHARACTERS = 8;

    private Marks() {}

    /** The name of the mark that an attribute stands for. */
    static String nameOf(String attribute) {
        int end = attribute.length() - HASH_CHARACTERS - SEPARATOR.length();
        boolean hashed =
                end >= 0 && attribute.startsWith(SEPARATOR, end) && isBase64(attribute, end + SEPARATOR.length());
        return hashed ? attribute.substring(0, end) : attribute;
    }

    private static boolean isBase64(String text, int from) {
        return text.chars()
                .skip(from)
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "+/=".indexOf(c) >= 0));
    }

    /** The name of the attribute for a mark that may stand beside others of its name. */
    static String hashedName(String mark, @Nullable Object attributes) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", mark);
        if (!Map.of().equals(attributes)) {
            json.put("attrs", attributes);
        }
        return mark + SEPARATOR + Base64.getEncoder().encodeToString(fold(sha256(json)));
    }

    private static byte[] sha256(Object value) {
        ByteWriter any = new ByteWriter();
        AnyCodec.write(any, value);
        try {
            return MessageDigest.getInstance("SHA-256").digest(any.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] fold(byte[] digest) {
        for (int i = HASH_BYTES; i < digest.length; i++) {
            digest[i % HASH_BYTES] ^= digest[i];
        }
        return Arrays.copyOf(digest, HASH_BYTES);
    }

    /** A text that is the same for two marks if ProseMirror takes them for the same: whatever they are stored under. */
    static String identity(String attribute, @Nullable Object value) {
        return JsJson.stringify(nameOf(attribute))
                + JsJson.stringify(value instanceof Map<?, ?> map ? sorted(map) : value);
    }

    /** The attributes that aren't null, by name. */
    static Map<String, Object> sorted(Map<?, ?> attributes) {
        Map<String, Object> sorted = new TreeMap<>();
        attributes.forEach((name, value) -> {
            if (value != null) {
                sorted.put((String) name, value);
            }
        });
        return sorted;
    }
}
