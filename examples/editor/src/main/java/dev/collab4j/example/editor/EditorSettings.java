package dev.collab4j.example.editor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the environment says; where there is no port for edits or the management, nobody listens. */
record EditorSettings(
        Address page, @Nullable Address edits, @Nullable Address management, Duration drain, String dataAsGiven) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String DRAIN_SECONDS = "10";

    static EditorSettings from(Map<String, String> environment) {
        return new EditorSettings(
                address(environment, "HOST", "PORT", environment.getOrDefault("PORT", "8080")),
                ifGiven(environment, "HOST", "EDITS_PORT"),
                ifGiven(environment, "MANAGEMENT_HOST", "MANAGEMENT_PORT"),
                seconds(environment, "DRAIN_SECONDS"),
                environment.getOrDefault("DATA_DIR", "./data"));
    }

    private static Duration seconds(Map<String, String> environment, String variable) {
        String text = environment.getOrDefault(variable, DRAIN_SECONDS);
        if (!text.matches("\\d{1,4}")) {
            throw new StartException(variable + "=" + text + " is no number of seconds: 0 to 9999");
        }
        return Duration.ofSeconds(Long.parseLong(text));
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
