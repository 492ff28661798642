package dev.collab4j.it.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tool as a user starts it, {@code java -jar inspect.jar}, in a folder. */
final class Tool {
    private static final Path JAR =
            Path.of("../examples/inspect/target/inspect.jar").toAbsolutePath().normalize();
    private static final int MOST_SECONDS = 60;

    private final Path folder;

    Tool(Path folder) {
        this.folder = folder;
    }

    /** What a command left behind. */
    record Result(int status, byte[] output, List<String> errors) {
        List<String> lines() {
            return text().lines().toList();
        }

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    Result run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("standard-output");
        Process process = builder(command).redirectOutput(output.toFile()).start();
        return new Result(statusOf(process), Files.readAllBytes(output), errors());
    }

    Result run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    /** Reads the first bytes of the output and then no more, as {@code head} does. */
    Result runInto(int bytes, String... command) throws IOException, InterruptedException {
        Process process = builder(List.of(command)).start();
        try (InputStream output = process.getInputStream()) {
            byte[] first = output.readNBytes(bytes);
            output.close();
            return new Result(statusOf(process), first, errors());
        }
    }

    private ProcessBuilder builder(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        all.addAll(command);
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(
                        folder.resolve("standard-input").toFile()))
                .redirectError(folder.resolve("standard-error").toFile());
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(folder.resolve("standard-error"));
    }

    private static int statusOf(Process process) throws InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the tool still runs after " + MOST_SECONDS + " s");
        }
        return process.exitValue();
    }
}
