package dev.collab4j.example.editor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;

/** What the environment says. */
record EditorSettings(String host, int port, String dataAsGiven) {

    static EditorSettings from(Map<String, String> environment) {
        return new EditorSettings(
                environment.getOrDefault("HOST", "127.0.0.1"),
                port(environment.getOrDefault("PORT", "8080")),
                environment.getOrDefault("DATA_DIR", "./data"));
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 0xFFFF) {
            throw new StartException("PORT=" + text + " is no port: 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    Path data() {
        return Path.of(dataAsGiven).toAbsolutePath().normalize();
    }

    /** Whether only this machine reaches the address. */
    boolean isLocal() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartException("HOST=" + host + " is no address of this machine", e);
        }
    }
}
