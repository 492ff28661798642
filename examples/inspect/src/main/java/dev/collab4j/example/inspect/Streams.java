package dev.collab4j.example.inspect;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a command reads and writes: files by name, and the standard streams under the name "-". */
final class Streams {
    static final String STANDARD = "-";

    private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

    private final Path folder;
    private final InputStream in;
    private final OutputStream out;
    private final Writer text;
    private final PrintStream errors;

    /**
     * Names the streams.
     *
     * @param folder where relative names begin
     */
    Streams(Path folder, InputStream in, OutputStream out, PrintStream errors) {
        this.folder = folder;
        this.in = in;
        this.out = out;
        this.text = new OutputStreamWriter(out, encoder());
        this.errors = errors;
    }

    /** Those of the process. Standard output without the PrintStream, which keeps a broken pipe to itself. */
    static Streams standard() {
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        return new Streams(Path.of(""), System.in, out, System.err);
    }

    byte[] read(String name) {
        try {
            return name.equals(STANDARD) ? in.readAllBytes() : bytes(folder.resolve(name));
        } catch (NoSuchFileException e) {
            throw new FailedException(name, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new FailedException(name, "may not be read", e);
        } catch (IOException | InvalidPathException e) {
            throw new FailedException(name, "can't be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("it is larger than 2 GB");
        }
        return Files.readAllBytes(path);
    }

    void write(String name, byte[] bytes) {
        if (name.equals(STANDARD)) {
            print(bytes);
        } else {
            writeFile(name, bytes);
        }
    }

    private void writeFile(String name, byte[] bytes) {
        try {
            OutputFile.of(folder.resolve(name)).write(bytes);
        } catch (NoSuchFileException e) {
            throw new FailedException(name, "its folder isn't there", e);
        } catch (AccessDeniedException e) {
            throw new FailedException(name, "may not be written", e);
        } catch (IOException | InvalidPathException e) {
            throw new FailedException(name, "can't be written: " + e.getMessage(), e);
        }
    }

    /** Prints text on standard output, in UTF-8; what has no UTF-8 as Node.js does it. */
    void print(String more) {
        try {
            text.write(more);
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    private static CharsetEncoder encoder() {
        return StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
    }

    private void print(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    /** Sends what was printed. */
    void flush() {
        try {
            text.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    /** Standard output for the help. */
    PrintWriter writer() {
        return new PrintWriter(text);
    }

    /** Prints one line on standard error; what could make it two, or steer a terminal, becomes a space. */
    void error(String message) {
        errors.println("inspect: " + message.replaceAll("\\p{Cc}+", " "));
    }
}
