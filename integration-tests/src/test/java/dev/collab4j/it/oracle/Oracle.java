package dev.collab4j.it.oracle;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real Yjs in a Node process (oracle/oracle.mjs). Requests may be sent ahead: Node works on them while Java does its own half.
 * The answers come in the order of the requests. For one thread at a time.
 */
public final class Oracle implements AutoCloseable {
    private static final Path FOLDER = Path.of(System.getProperty("collab.oracle", "oracle"));

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private Oracle(Process process) {
        this.process = process;
        this.requests =
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static Oracle start() {
        ProcessBuilder node = new ProcessBuilder(
                "node",
                "--stack-size=4000",
                "--max-old-space-size=4000",
                "--max-semi-space-size=64",
                "--single-threaded-gc",
                "oracle.mjs");
        node.directory(FOLDER.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new Oracle(node.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Node.js 20 or newer is needed for the real Yjs", e);
        }
    }

    public void send(Fields request) {
        try {
            requests.write(Json.write(request));
            requests.write('\n');
            requests.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the oracle is gone", e);
        }
    }

    public List<String> receive() {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(); !line.equals("."); line = readLine()) {
            lines.add(line);
        }
        if (!lines.isEmpty() && lines.get(0).startsWith("error ")) {
            throw new IllegalStateException("the oracle failed: " + lines.get(0));
        }
        return lines;
    }

    public List<String> ask(Fields request) {
        send(request);
        return receive();
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the oracle ended, see its error output");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("the oracle is gone", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
