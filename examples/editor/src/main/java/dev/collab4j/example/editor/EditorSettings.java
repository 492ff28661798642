package dev.collab4j.example.editor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the environment says. */
record EditorSettings(String host, InetAddress address, int port, OptionalInt editsPort, String dataAsGiven) {

    private static final int MAX_PORT = 0xFFFF;

    static EditorSettings from(Map<String, String> environment) {
        String host = environment.getOrDefault("HOST", "127.0.0.1");
        return new EditorSettings(
                host,
                address(host),
                port("PORT", environment.getOrDefault("PORT", "8080")),
                editsPort(environment.get("EDITS_PORT")),
                environment.getOrDefault("DATA_DIR", "./data"));
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartException("HOST=" + host + " is no address of this machine", e);
        }
    }

    private static OptionalInt editsPort(@Nullable String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(port("EDITS_PORT", text));
    }

    private static int port(String name, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new StartException(name + "=" + text + " is no port: 0 to " + MAX_PORT);
        }
        return Integer.parseInt(text);
    }

    Path data() {
        return Path.of(dataAsGiven).toAbsolutePath().normalize();
    }

    /** A port to try if this one is taken. */
    int nextPort() {
        return port < MAX_PORT ? port + 1 : port - 1;
    }

    /** Whether only this machine reaches the address. */
    boolean isLocal() {
        return address.isLoopbackAddress();
    }

    /** The host that a browser on this machine finds the page under. */
    String hostForBrowser() {
        if (isLocal() || address.isAnyLocalAddress()) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
