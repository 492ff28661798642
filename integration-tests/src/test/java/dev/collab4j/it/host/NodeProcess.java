package dev.collab4j.it.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that speaks in lines: what it prints goes to a listener, in order, on a thread of its own. */
public final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final Thread reader;

    private NodeProcess(Process process, Consumer<String> lines) {
        this.process = process;
        this.reader = new Thread(() -> read(lines), "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a script of a folder; its errors go where those of this JVM go. */
    public static NodeProcess start(Path folder, List<String> scriptAndArguments, Consumer<String> lines) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(scriptAndArguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        String browser = System.getProperty("collab.browser");
        if (browser != null) {
            builder.environment().put("COLLAB_BROWSER", browser);
        }
        return start(builder, lines);
    }

    /** Starts another program. */
    public static NodeProcess start(ProcessBuilder builder, Consumer<String> lines) {
        return new NodeProcess(start(builder), lines);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The process has ended", e);
        }
    }

    /** Waits for the end, and until everything that it printed has been heard. */
    public int waitFor(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("A script did not end within " + seconds + " s");
        }
        reader.join(TimeUnit.SECONDS.toMillis(seconds));
        return process.exitValue();
    }

    /** SIGTERM, without waiting for the end. What it prints meanwhile is heard. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL, without waiting for the end. */
    public void strike() {
        process.toHandle().destroyForcibly(); // that of Process would throw away what is still in the pipe
    }

    /** SIGKILL; returns when the process is gone and everything that it had written is heard. */
    public void kill() throws InterruptedException {
        strike();
        process.waitFor();
        reader.join();
    }

    @Override
    public void close() {
        strike();
        process.onExit().join();
    }
}
