package dev.collab4j.example.editor;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the environment says; where there is no port for edits or the management, nobody listens. */
record EditorSettings(
        Address page, @Nullable Address edits, @Nullable Address management, String dataAsGiven) {

    private static final String LOOPBACK = "127.0.0.1";

    static EditorSettings from(Map<String, String> environment) {
        return new EditorSettings(
                address(environment, "HOST", "PORT", environment.getOrDefault("PORT", "8080")),
                ifGiven(environment, "HOST", "EDITS_PORT"),
                ifGiven(environment, "MANAGEMENT_HOST", "MANAGEMENT_PORT"),
                environment.getOrDefault("DATA_DIR", "./data"));
    }

    private static @Nullable Address ifGiven(Map<String, String> environment, String host, String portVariable) {
        String port = environment.get(portVariable);
        return port == null ? null : address(environment, host, portVariable, port);
    }

    private static Address address(Map<String, String> environment, String host, String portVariable, String port) {
        return Address.of(host, environment.getOrDefault(host, LOOPBACK), portVariable, port);
    }

    Path data() {
        return Path.of(dataAsGiven).toAbsolutePath().normalize();
    }
}
