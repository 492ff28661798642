package dev.collab4j.load.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads results, a line each. */
public final class Results {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Results() {}

    /** Prints a result, and appends it to a file if there is one. */
    public static void write(Result result, PrintStream out, @Nullable Path file) throws IOException {
        String line = JSON.writeValueAsString(result);
        out.println(line);
        if (file != null) {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** Reads a file that {@link #write} has written. */
    public static List<Result> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> JSON.readValue(line, Result.class))
                .toList();
    }
}
