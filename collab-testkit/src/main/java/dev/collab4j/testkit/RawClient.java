package dev.collab4j.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that sends exactly the bytes that it is told, good ones and broken ones, and answers nothing by
 * itself. It reads little ahead, and waits at most 20 s for what it reads. Not thread-safe, but one thread may read while
 * another writes.
 */
public final class RawClient implements AutoCloseable {

    /** The key of RFC 6455's example. */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** Of {@code HTTP/1.1 101 Switching Protocols}. */
    private static final int STATUS_BEGIN = 9;

    private static final int STATUS_END = 12;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Random random = new Random(1);
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int status;

    /** One frame of the server. */
    public static final class Received {
        private final int firstByte;
        private final byte[] payload;

        private Received(int firstByte, byte[] payload) {
            this.firstByte = firstByte;
            this.payload = payload;
        }

        /**
         * Flags and opcode.
         *
         * @return the byte, 0 to 255
         */
        public int firstByte() {
            return firstByte;
        }

        /**
         * What it holds.
         *
         * @return the bytes, not copied, not null
         */
        public byte[] payload() {
            return payload;
        }

        /**
         * What kind of frame it is.
         *
         * @return the opcode, 0 to 15
         */
        public int opcode() {
            return firstByte & 0x0F;
        }

        /**
         * The payload as text.
         *
         * @return the text, not null
         */
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /**
         * The code of a close frame.
         *
         * @return the code, 1005 if there is none
         */
        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private RawClient(@Nullable InetAddress from, int port) throws IOException {
        socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
        out = socket.getOutputStream();
    }

    /**
     * Connects without saying anything.
     *
     * @param port a port of this machine
     * @return the client, not null
     * @throws IOException if the connection is gone
     */
    public static RawClient connect(int port) throws IOException {
        return new RawClient(null, port);
    }

    /**
     * Connects and asks for a WebSocket; {@link #status} says how that went.
     *
     * @param port a port of this machine
     * @param target path and query, as they are to be sent, not null
     * @param moreHeaders whole lines, without their end
     * @return the client, not null
     * @throws IOException if the connection is gone
     */
    public static RawClient open(int port, String target, String... moreHeaders) throws IOException {
        return openFrom(null, port, target, moreHeaders);
    }

    /**
     * As {@link #open}, from another address of this machine.
     *
     * @param from the address, null for any
     * @param port a port of this machine
     * @param target path and query, as they are to be sent, not null
     * @param moreHeaders whole lines, without their end
     * @return the client, not null
     * @throws IOException if the connection is gone
     */
    public static RawClient openFrom(@Nullable InetAddress from, int port, String target, String... moreHeaders)
            throws IOException {
        RawClient client = new RawClient(from, port);
        client.text(upgrade(target, moreHeaders));
        client.readHead();
        return client;
    }

    /**
     * A request for a WebSocket.
     *
     * @param target path and query, not null
     * @param moreHeaders whole lines, without their end
     * @return the request with the empty line behind it, not null
     */
    public static String upgrade(String target, String... moreHeaders) {
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

    /**
     * Sends text, a byte a character.
     *
     * @param text the text, not null
     * @throws IOException if the connection is gone
     */
    public void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /**
     * Sends bytes.
     *
     * @param bytes the bytes, of each the low 8 bits
     * @throws IOException if the connection is gone
     */
    public void bytes(int... bytes) throws IOException {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        bytes(raw);
    }

    /**
     * Sends bytes.
     *
     * @param raw the bytes, not null
     * @throws IOException if the connection is gone
     */
    public void bytes(byte[] raw) throws IOException {
        out.write(raw);
        out.flush();
    }

    /**
     * Sends a binary message.
     *
     * @param payload its bytes, not null
     * @throws IOException if the connection is gone
     */
    public void message(byte[] payload) throws IOException {
        frame(0x82, payload);
    }

    /**
     * Sends a masked frame.
     *
     * @param firstByte flags and opcode
     * @param payload its bytes before the mask, not null
     * @throws IOException if the connection is gone
     */
    public void frame(int firstByte, byte[] payload) throws IOException {
        bytes(masked(firstByte, payload));
    }

    /**
     * A masked frame.
     *
     * @param firstByte flags and opcode
     * @param payload its bytes before the mask, not null
     * @return header, mask and masked payload, not null
     */
    public byte[] masked(int firstByte, byte[] payload) {
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

    /**
     * Sends a close frame.
     *
     * @param code the code
     * @param reason the reason, not null
     * @throws IOException if the connection is gone
     */
    public void closeFrame(int code, String reason) throws IOException {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        frame(
                0x88,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /**
     * Reads a response up to its body.
     *
     * @throws IOException if the connection is gone
     */
    public void readHead() throws IOException {
        headers.clear();
        status = Integer.parseInt(line(), STATUS_BEGIN, STATUS_END, 10);
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

    /**
     * The status of the response that was read last.
     *
     * @return the status, 0 if none was read
     */
    public int status() {
        return status;
    }

    /**
     * A header of the response that was read last.
     *
     * @param name its name in any case, not null
     * @return its value, null if it is absent
     */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /**
     * Reads the body of a response.
     *
     * @return the body, not null
     * @throws IOException if the connection is gone
     */
    public String body() throws IOException {
        byte[] body = new byte[Integer.parseInt(headers.getOrDefault("Content-Length", "0"))];
        in.readFully(body);
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Reads the next frame.
     *
     * @return the frame, not null
     * @throws IOException if the connection is gone
     */
    public Received read() throws IOException {
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

    /**
     * Skips what comes before the close frame.
     *
     * @return its code; 1006 if there is none
     * @throws IOException if the connection is gone
     */
    public int awaitCloseCode() throws IOException {
        try {
            for (Received frame = read(); ; frame = read()) {
                if (frame.opcode() == 0x8) {
                    return frame.closeCode();
                }
            }
        } catch (EOFException | SocketException e) {
            return 1006;
        }
    }

    /**
     * Whether the server has closed the socket: its end is all that is left.
     *
     * @return true if nothing more comes
     * @throws IOException if the connection is gone
     */
    public boolean isAtEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /**
     * The socket below.
     *
     * @return the socket, not null
     */
    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * Zeroes in base64.
     *
     * @param bytes how many
     * @return the text, not null
     */
    public static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
