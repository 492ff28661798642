package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a connection costs the server that has sent as much as it may, and has not shown who it is: the growth of a process
 * of its own, divided by the connections. Prints it.
 */
class StrangerMemoryTest {

    private static final int CONNECTIONS = Integer.getInteger("collab.strangers", 1_000);
    private static final int WARM_UP = 50;
    /** 16 KiB, and a share of the 4 MiB that Netty's pool may take at once. */
    private static final int MOST_BYTES = (16 << 10) + (4 << 20) / CONNECTIONS;

    /** More than anybody may send unread. */
    private static final int FLOOD_BYTES = 100 << 10;

    /** What somebody sends who wants to cost as much as possible. */
    private enum Attack {
        NOTHING("/hocuspocus", ""),
        HALF_A_REQUEST(null, header("a", 60).repeat(63)),
        SHORT_HEADERS_AND_HALF_A_MESSAGE("/hocuspocus", header("a", 60).repeat(50)),
        A_LONG_HEADER_AND_HALF_A_MESSAGE("/hocuspocus", header("Cookie", 7_400)),
        HALF_A_MESSAGE("/hocuspocus", ""),
        A_LONG_HEADER_AND_LARGE_MESSAGES("/hocuspocus", header("Cookie", 7_400)),
        SMALL_MESSAGES("/hocuspocus", ""),
        A_LONG_HEADER_AND_HALF_A_MESSAGE_TO_A_ROOM("/y/room", header("Cookie", 7_400)),
        SMALL_MESSAGES_TO_A_ROOM("/y/room", "");

        private final String target;
        private final String headers;

        Attack(String target, String headers) {
            this.target = target;
            this.headers = headers;
        }

        private byte[] request() {
            String request = target == null
                    ? "GET /hocuspocus HTTP/1.1\r\n" + headers
                    : RawClient.upgrade(target).replaceAll("\r\n\r\n$", "\r\n") + headers + "\r\n";
            return request.getBytes(StandardCharsets.ISO_8859_1);
        }

        private ByteBuffer flood() {
            ByteBuffer flood = ByteBuffer.allocate(FLOOD_BYTES);
            switch (this) {
                case NOTHING, HALF_A_REQUEST -> {}
                case HALF_A_MESSAGE -> flood.put(header(8_000)).put(new byte[7_999]);
                case SHORT_HEADERS_AND_HALF_A_MESSAGE, A_LONG_HEADER_AND_HALF_A_MESSAGE ->
                    flood.put(header(2_000)).put(new byte[1_999]);
                case A_LONG_HEADER_AND_HALF_A_MESSAGE_TO_A_ROOM ->
                    flood.put(header(65_535)).put(new byte[65_000]);
                case SMALL_MESSAGES_TO_A_ROOM -> fill(flood, 1);
                case SMALL_MESSAGES -> fill(flood.put(header(5)).put(token()), 1);
                case A_LONG_HEADER_AND_LARGE_MESSAGES ->
                    fill(flood.put(header(5)).put(token()), 2_000);
            }
            return flood.flip();
        }

        private static void fill(ByteBuffer flood, int bytes) {
            while (flood.remaining() > bytes + 14) {
                flood.put(header(bytes)).put(new byte[bytes]);
            }
        }

        /** A document "a", and an empty token. */
        private static byte[] token() {
            return new byte[] {1, 'a', 2, 0, 0};
        }

        private static String header(String name, int length) {
            return name + ":" + "v".repeat(length) + "\r\n";
        }

        /** Of a binary frame, with a mask that changes nothing. */
        private static byte[] header(int length) {
            ByteBuffer header = ByteBuffer.allocate(length < 126 ? 6 : 8).put((byte) 0x82);
            if (length < 126) {
                header.put((byte) (0x80 | length));
            } else {
                header.put((byte) 0xFE).putShort((short) length);
            }
            return header.array();
        }
    }

    private final List<SocketChannel> channels = new ArrayList<>();
    private Process server;
    private BufferedReader answers;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StrangerServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        port = Integer.parseInt(answers.readLine());
    }

    @AfterEach
    void stop() throws IOException {
        server.destroyForcibly();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void costsLittle(Attack attack) throws Exception {
        open(attack, WARM_UP); // classes, caches, and pools
        long before = usedBytes(WARM_UP);
        open(attack, CONNECTIONS);
        long each = (usedBytes(WARM_UP + CONNECTIONS) - before) / CONNECTIONS;
        System.out.printf("%s: %,d bytes a connection%n", attack, each);
        assertThat(each).isLessThanOrEqualTo(MOST_BYTES);
    }

    /** Of so many connections: none was refused. */
    private long usedBytes(int connections) throws IOException, InterruptedException {
        await().atMost(Duration.ofSeconds(20)).until(() -> ask().connections == connections);
        Thread.sleep(500); // what was sent is read as far as it ever is
        Answer answer = ask();
        assertThat(answer.connections).as("connections").isEqualTo(connections);
        return answer.bytes;
    }

    private Answer ask() throws IOException {
        OutputStream toServer = server.getOutputStream();
        toServer.write('\n');
        toServer.flush();
        String[] answer = answers.readLine().split(" ");
        return new Answer(Integer.parseInt(answer[0]), Long.parseLong(answer[1]));
    }

    private record Answer(int connections, long bytes) {}

    private void open(Attack attack, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(attack.request()));
            if (attack.target != null) {
                channel.read(ByteBuffer.allocate(1)); // the answer: it is a WebSocket, or isn't
            }
            channels.add(channel);
        }
        ByteBuffer flood = attack.flood();
        for (SocketChannel channel : channels.subList(channels.size() - count, channels.size())) {
            channel.configureBlocking(false);
            channel.write(flood.duplicate());
        }
    }
}
