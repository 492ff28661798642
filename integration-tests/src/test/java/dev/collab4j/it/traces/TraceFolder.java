package dev.collab4j.it.traces;

import java.nio.file.Path;
import java.util.Optional;

/** The folder of traces in -Dcollab.traces=DIR. */
public final class TraceFolder {
    private TraceFolder() {}

    /** The file, or none if there is no folder, which the log then says. */
    public static Optional<Path> find(String name) {
        String folder = System.getProperty("collab.traces");
        if (folder == null || folder.isBlank()) {
            System.out.println("traces: no -Dcollab.traces=DIR, " + name + " isn't played");
            return Optional.empty();
        }
        Path file = Path.of(folder, name);
        System.out.println("traces: " + file);
        return Optional.of(file);
    }
}
