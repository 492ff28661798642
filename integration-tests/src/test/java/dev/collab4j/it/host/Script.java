package dev.collab4j.it.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A script that checks something by itself, and may ask this JVM to do things to the server meanwhile. */
public final class Script {

    private static final int MOST_SECONDS = 300;

    private final Host host;
    private final CompletableFuture<NodeProcess> process = new CompletableFuture<>();

    private Script(Host host) {
        this.host = host;
    }

    /** What a script may ask for. */
    public interface Action {
        void run() throws Exception;
    }

    /** Does what a script asks for. */
    public interface Host {
        void answer(String request) throws Exception;
    }

    /** Runs a script of {@link Folders#SCRIPTS} to its end; fails if it fails. Its output is shown as it comes. */
    public static void run(Map<String, Action> answers, String... scriptAndArguments) throws InterruptedException {
        run(Folders.SCRIPTS, request -> answers.get(request).run(), scriptAndArguments);
    }

    /** As the other, in any folder. */
    public static void run(Path folder, Host host, String... scriptAndArguments) throws InterruptedException {
        Script script = new Script(host);
        try (NodeProcess node = NodeProcess.start(folder, List.of(scriptAndArguments), script::hear)) {
            script.process.complete(node);
            int code = node.waitFor(MOST_SECONDS);
            if (code != 0) {
                throw new AssertionError(
                        scriptAndArguments[0] + " failed with code " + code + ", see its output above");
            }
        }
    }

    private void hear(String line) {
        if (line.startsWith("@")) {
            process.join().write(answer(line.substring(1)));
        } else {
            System.out.println(line);
        }
    }

    private String answer(String request) {
        try {
            host.answer(request);
            return "done";
        } catch (Exception | AssertionError e) {
            return e.toString().replace('\n', ' ');
        }
    }
}
