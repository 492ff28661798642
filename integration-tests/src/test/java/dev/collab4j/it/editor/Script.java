package dev.collab4j.it.editor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A script that checks something by itself, and may ask this JVM to do things to the server meanwhile. */
final class Script {

    private static final int MOST_SECONDS = 300;

    private final Map<String, Action> answers;
    private final CompletableFuture<NodeProcess> process = new CompletableFuture<>();

    private Script(Map<String, Action> answers) {
        this.answers = answers;
    }

    /** What a script may ask for. */
    interface Action {
        void run() throws Exception;
    }

    /** Runs a script to its end; fails if it fails. Its output is shown as it comes. */
    static void run(Map<String, Action> answers, String... scriptAndArguments) throws InterruptedException {
        Script script = new Script(answers);
        try (NodeProcess node = NodeProcess.start(List.of(scriptAndArguments), script::hear)) {
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
            answers.get(request).run();
            return "done";
        } catch (Exception | AssertionError e) {
            return e.toString().replace('\n', ' ');
        }
    }
}
