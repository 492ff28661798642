package dev.collab4j.netty;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A client that sends exactly the bytes that it is told, good ones and broken ones. */
final class RawClient implements AutoCloseable {

    /** The key of RFC 6455's example. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String LOCAL = "127.0.0.1";
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Random random = new Random(1);
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int status;

    /** One frame of the server. */
    record Received(int firstByte, byte[] payload) {
        int opcode() {
            return firstByte & 0x0F;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private RawClient(InetAddress from, int port) throws IOException {
        socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(LOCAL, port), TIMEOUT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
        out = socket.getOutputStream();
    }

    /** Connects without saying anything. */
    static RawClient connect(int port) throws IOException {
        return new RawClient(null, port);
    }

    /** Connects and asks for a WebSocket; {@link #status} says how that went. */
    static RawClient open(int port, String target, String... moreHeaders) throws IOException {
        return openFrom(null, port, target, moreHeaders);
    }

    /** As {@link #open}, from another address of this machine. */
    static RawClient openFrom(InetAddress from, int port, String target, String... moreHeaders) throws IOException {
        RawClient client = new RawClient(from, port);
        client.text(upgrade(target, moreHeaders));
        client.readHead();
        return client;
    }

    static String upgrade(String target, String... moreHeaders) {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n")
                .append("Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n")
                .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(KEY)
                .append("\r\n");
        for (String header : moreHeaders) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void bytes(int... bytes) throws IOException {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        bytes(raw);
    }

    void bytes(byte[] raw) throws IOException {
        out.write(raw);
        out.flush();
    }

    void message(byte[] payload) throws IOException {
        frame(0x82, payload);
    }

    void frame(int firstByte, byte[] payload) throws IOException {
        bytes(masked(firstByte, payload));
    }

    byte[] masked(int firstByte, byte[] payload) {
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) firstByte).put(lengthBytes(payload.length)).put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    private static byte[] lengthBytes(int length) {
        if (length < 126) {
            return new byte[] {(byte) (0x80 | length)};
        }
        if (length < 0x1_0000) {
            return ByteBuffer.allocate(3)
                    .put((byte) 0xFE)
                    .putShort((short) length)
                    .array();
        }
        return ByteBuffer.allocate(9).put((byte) 0xFF).putLong(length).array();
    }

    void closeFrame(int code, String reason) throws IOException {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        frame(
                0x88,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** Reads a response up to its body. */
    void readHead() throws IOException {
        headers.clear();
        status = Integer.parseInt(line().split(" ")[1]);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    int status() {
        return status;
    }

    String header(String name) {
        return headers.get(name);
    }

    String body() throws IOException {
        byte[] body = new byte[Integer.parseInt(headers.get("Content-Length"))];
        in.readFully(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The next frame. */
    Received read() throws IOException {
        int firstByte = in.readUnsignedByte();
        int secondByte = in.readUnsignedByte();
        if (secondByte > 127) {
            throw new IOException("the server has masked a frame");
        }
        long length = secondByte;
        if (secondByte == 126) {
            length = in.readUnsignedShort();
        } else if (secondByte == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Received(firstByte, payload);
    }

    /** Skips what comes before the close frame; 1006 if there is none. */
    int awaitCloseCode() throws IOException {
        try {
            for (Received frame = read(); ; frame = read()) {
                if (frame.opcode() == 0x8) {
                    return frame.closeCode();
                }
            }
        } catch (EOFException | java.net.SocketException e) {
            return 1006;
        }
    }

    /** Whether the server has closed the socket: its end is all that is left. */
    boolean isAtEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
