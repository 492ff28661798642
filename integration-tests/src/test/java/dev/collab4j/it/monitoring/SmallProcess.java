package dev.collab4j.it.monitoring;

import dev.collab4j.it.host.NodeProcess;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process with little memory and few files, in which {@link FullProcess} uses up both. */
final class SmallProcess implements Incident {

    private static final int MOST_SECONDS = 60;
    private static final String COMMAND =
            "ulimit -n 256; exec \"$0\" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \"$@\"";

    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final NodeProcess process;

    private SmallProcess() {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                COMMAND,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FullProcess.class.getName());
        process = NodeProcess.start(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT), line -> port.complete(Integer.valueOf(line)));
    }

    /** Starts, and waits until it is full. */
    static SmallProcess start() throws Exception {
        SmallProcess small = new SmallProcess();
        try {
            small.port.get(MOST_SECONDS, TimeUnit.SECONDS);
            return small;
        } catch (Exception e) {
            small.close();
            throw e;
        }
    }

    @Override
    public int port() {
        return port.join();
    }

    @Override
    public Set<String> alerts() {
        return Set.of("CollabHeapFull", "CollabPauses", "CollabFilesFull");
    }

    @Override
    public void keepUp() {}

    @Override
    public void close() {
        process.close();
    }
}
