package dev.collab4j.it.host;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Node process that answers each request by a line "ok ..." or "failed ..."; a listener gets the lines between. */
public final class Conversation implements AutoCloseable {

    private static final int MOST_SECONDS = 600;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final NodeProcess process;

    private Conversation(Path folder, List<String> scriptAndArguments, Consumer<String> others) {
        process = NodeProcess.start(folder, scriptAndArguments, line -> {
            if (line.startsWith("ok ") || line.startsWith("failed ")) {
                answers.add(line);
            } else {
                others.accept(line);
            }
        });
    }

    public static Conversation start(Path folder, List<String> scriptAndArguments, Consumer<String> others) {
        return new Conversation(folder, scriptAndArguments, others);
    }

    public String ask(String request) throws InterruptedException {
        send(request);
        return answer();
    }

    /** For requests to several processes at once. */
    public void send(String request) {
        process.write(request);
    }

    public String answer() throws InterruptedException {
        String answer = answers.poll(MOST_SECONDS, TimeUnit.SECONDS);
        if (answer == null || !answer.startsWith("ok ")) {
            throw new AssertionError("A script answers: " + answer);
        }
        return answer.substring("ok ".length());
    }

    /** SIGKILL, without waiting for the end. */
    public void strike() {
        process.strike();
    }

    /** SIGKILL; returns when the process is gone and everything that it had written is heard. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
