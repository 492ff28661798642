package dev.collab4j.it.editor;

import dev.collab4j.it.host.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The example as a user starts it: {@code java -jar editor.jar}. */
public final class EditorProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("^Collab editor at (http://\\S+) .*");
    private static final Pattern WATCHED = Pattern.compile("^Metrics at (http://\\S+)/metrics");
    /** So little that the garbage has to be collected, which is measured, too. */
    private static final String LITTLE_MEMORY = "-Xmx96m -Xmn8m";

    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final CompletableFuture<String> management = new CompletableFuture<>();
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private EditorProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of the editor " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts and waits until it listens; port 0 chooses one. */
    static EditorProcess start(Path data, int port) throws Exception {
        EditorProcess editor = launch(data, port);
        editor.address.get(START_SECONDS, TimeUnit.SECONDS);
        return editor;
    }

    /** Starts where there is a free port, with its metrics at another one, in little memory. */
    public static EditorProcess startWatched(Path data) throws Exception {
        EditorProcess editor = launch(Map.of(
                "DATA_DIR", data.toString(), "PORT", "0", "MANAGEMENT_PORT", "0", "JAVA_TOOL_OPTIONS", LITTLE_MEMORY));
        editor.management.get(START_SECONDS, TimeUnit.SECONDS);
        return editor;
    }

    static EditorProcess launch(Path data, int port) throws IOException {
        return launch(Map.of("DATA_DIR", data.toString(), "PORT", Integer.toString(port)));
    }

    static EditorProcess launch(Map<String, String> environment) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-jar", Folders.EDITOR_JAR.toString()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new EditorProcess(builder.start());
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            IllegalStateException end = new IllegalStateException("The editor has ended");
            address.completeExceptionally(end);
            management.completeExceptionally(end);
        }
    }

    private void hear(String line) {
        output.add(line);
        System.out.println("[editor " + process.pid() + "] " + line);
        Matcher started = STARTED.matcher(line);
        if (started.matches()) {
            address.complete(started.group(1));
        }
        Matcher watched = WATCHED.matcher(line);
        if (watched.matches()) {
            management.complete(watched.group(1));
        }
    }

    String address() {
        return address.join();
    }

    public int port() {
        return port(address());
    }

    /** Where its metrics and its health are. */
    String managementAddress() {
        return management.join();
    }

    public int managementPort() {
        return port(managementAddress());
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** As Ctrl-C does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The editor did not stop within " + STOP_SECONDS + " s");
        }
    }

    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // that of Process would throw away what is still in the pipe
        process.waitFor();
    }

    /** Everything that it has printed. */
    List<String> output() {
        return output;
    }

    int waitForExit() throws InterruptedException {
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The editor still runs after " + START_SECONDS + " s");
        }
        reader.join();
        return process.exitValue();
    }

    /** Returns when the process is gone, so that its files can be taken away. */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
