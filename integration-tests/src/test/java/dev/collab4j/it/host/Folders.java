package dev.collab4j.it.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where these tests find and put things, from the module's folder, in which Maven runs them. */
public final class Folders {

    public static final Path SCRIPTS = Path.of("browser").toAbsolutePath();
    public static final Path PROVIDERS = Path.of("providers").toAbsolutePath();
    public static final Path EDITOR_JAR =
            Path.of("../examples/editor/target/editor.jar").toAbsolutePath().normalize();

    public static final Path NPM = Path.of("../build/Npm.java").toAbsolutePath().normalize();

    private Folders() {}

    /** An empty folder under target, which stays after the test for a look at it. */
    public static Path empty(String name) {
        Path folder = Path.of("target", "editor-tests", name).toAbsolutePath();
        try {
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
