package dev.collab4j.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes on what is sent to a local port, until it is cut: then nothing comes through any more, and no connection ends. */
final class CuttableProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 8_192;

    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private boolean isCut;

    private CuttableProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
        start(this::accept);
    }

    static CuttableProxy to(int target) throws IOException {
        return new CuttableProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized void cut() {
        isCut = true;
    }

    synchronized void mend() {
        isCut = false;
        notifyAll();
    }

    private synchronized void waitWhileCut() throws InterruptedException {
        while (isCut) {
            wait();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt(); // a socket was closed: so ends this thread
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(client, there));
            start(() -> pass(client, there));
            start(() -> pass(there, client));
        }
    }

    private void pass(Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                waitWhileCut();
                to.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
