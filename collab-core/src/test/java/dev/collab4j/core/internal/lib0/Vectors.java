package dev.collab4j.core.internal.lib0;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Reads the files that integration-tests/vectors/lib0-vectors.mjs has made with the real lib0. */
final class Vectors {
    private Vectors() {}

    /** Returns the columns of each line; "-" stands for an empty one. */
    static List<String[]> columns(String name, String separator) {
        return lines(name).stream().map(line -> line.split(separator)).toList();
    }

    private static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex.equals("-") ? "" : hex);
    }

    static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
