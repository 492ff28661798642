package dev.collab4j.example.editor;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address to listen on, and the variable that names its port. */
record Address(String variable, String host, InetAddress address, int port) {

    private static final int MAX_PORT = 0xFFFF;

    /** What two variables say. */
    static Address of(String hostVariable, String host, String portVariable, String port) {
        return new Address(portVariable, host, resolve(hostVariable, host), number(portVariable, port));
    }

    private static InetAddress resolve(String variable, String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartException(variable + "=" + host + " is no address of this machine", e);
        }
    }

    private static int number(String variable, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new StartException(variable + "=" + text + " is no port: 0 to " + MAX_PORT);
        }
        return Integer.parseInt(text);
    }

    /** What to say if it can't be listened on. */
    String advice(String problem) {
        int next = port < MAX_PORT ? port + 1 : port - 1;
        return problem.endsWith("is taken") ? problem + ": " + variable + "=" + next + " ..." : problem;
    }

    /** Whether only this machine reaches it. */
    boolean isLocal() {
        return address.isLoopbackAddress();
    }

    /** Where a browser on this machine finds what listens on a port of it. */
    String url(int actualPort) {
        return "http://" + hostForBrowser() + ":" + actualPort;
    }

    private String hostForBrowser() {
        if (isLocal() || address.isAnyLocalAddress()) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
