package dev.collab4j.example.inspect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs commands in a folder, within this process. */
final class Shell {
    private final Path folder;
    private byte[] input = {};
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    Shell(Path folder) {
        this.folder = folder;
    }

    Shell input(byte[] bytes) {
        input = bytes;
        return this;
    }

    /** Returns the status. */
    int run(String... args) {
        printed.reset();
        return run(printed, args);
    }

    int run(OutputStream out, String... args) {
        errors.reset();
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        return Inspect.run(new Streams(folder, new ByteArrayInputStream(input), out, err), args);
    }

    /** What the last command printed. */
    String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return printed.toByteArray();
    }

    List<String> errors() {
        return errors.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
