package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.host.NodeProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link KillServer} in a process of its own. */
final class ServerProcess implements AutoCloseable {

    private static final int MOST_SECONDS = 120;

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final NodeProcess process;
    private volatile CountDownLatch append = new CountDownLatch(0);
    private int appending;

    private ServerProcess(String url, int port, int slowMillis) {
        ProcessBuilder builder = java(KillServer.class, url, Integer.toString(port), Integer.toString(slowMillis));
        process = NodeProcess.start(builder.redirectError(ProcessBuilder.Redirect.INHERIT), this::hear);
    }

    /** A small JVM with the classes of the tests. */
    static ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Starts, and waits until it listens; port 0 takes a free one. */
    static ServerProcess start(String url, int port, int slowMillis) throws Exception {
        ServerProcess server = new ServerProcess(url, port, slowMillis);
        server.port.get(MOST_SECONDS, TimeUnit.SECONDS);
        return server;
    }

    private void hear(String line) {
        switch (line) {
            case "in" -> {
                appending++;
                append.countDown();
            }
            case "out" -> appending--;
            case "health UP" -> {} // it is so with the settings that keep what is committed
            default -> hearStart(line);
        }
    }

    private void hearStart(String line) {
        if (line.startsWith("port ")) {
            port.complete(Integer.valueOf(line.substring("port ".length())));
        } else {
            port.completeExceptionally(new AssertionError("The server says: " + line));
        }
    }

    int port() {
        return port.join();
    }

    /** Waits until the next append goes to the database. */
    void awaitAppend() throws InterruptedException {
        append = new CountDownLatch(1);
        assertThat(append.await(MOST_SECONDS, TimeUnit.SECONDS))
                .as("there are appends")
                .isTrue();
    }

    void strike() {
        process.strike();
    }

    /** Waits for the end; true if an append was in the database then. */
    boolean diedInsideAnAppend() throws InterruptedException {
        process.kill();
        return appending > 0;
    }

    @Override
    public void close() {
        process.close();
    }
}
