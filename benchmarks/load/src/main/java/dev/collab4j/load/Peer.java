package dev.collab4j.load;

import dev.collab4j.load.wire.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server that can be compared.
 *
 * @param name what it is called in results
 * @param protocol how it is talked to
 * @param path where its documents are
 * @param note its version and flags
 * @param starter how it is started
 */
record Peer(String name, Protocol protocol, String path, String note, Starter starter) {

    /** Makes the command of a server. */
    interface Starter {
        ProcessBuilder onPort(int port);
    }

    /** Our hub in a JVM of its own, with flags of that JVM and options of {@code serve}. */
    static Peer collab(String name, Protocol protocol, List<String> flags, List<String> options) {
        String path = protocol == Protocol.HOCUSPOCUS ? "/hocuspocus" : "/y";
        String note = "JDK " + Runtime.version() + " " + String.join(" ", flags);
        return new Peer(name, protocol, path, note, port -> java(flags, options, port));
    }

    private static ProcessBuilder java(List<String> flags, List<String> options, int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Load.class.getName(), "serve"));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(options);
        return new ProcessBuilder(command);
    }

    /** Hocuspocus' server, in a folder with the files of {@code peers/hocuspocus} and what npm installs there. */
    static Peer hocuspocus(Path folder) {
        return new Peer("hocuspocus 4.7.0", Protocol.HOCUSPOCUS, "", "", port -> node(folder, port, "server.mjs"));
    }

    /** The server of y-websocket, in a folder with the files of {@code peers/y-websocket-server} and what npm installs there. */
    static Peer yWebSocketServer(Path folder) {
        String script = "node_modules/@y/websocket-server/src/server.js";
        return new Peer("y-websocket-server 0.1.5", Protocol.Y_WEBSOCKET, "", "", port -> node(folder, port, script));
    }

    private static ProcessBuilder node(Path folder, int port, String script) {
        ProcessBuilder node = new ProcessBuilder("node", script).directory(folder.toFile());
        node.environment().putAll(Map.of("HOST", "127.0.0.1", "PORT", Integer.toString(port)));
        return node;
    }

    ProcessBuilder command(int port) {
        return starter.onPort(port);
    }
}
