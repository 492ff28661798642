package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Handshake;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The loopback as the contract sees it. */
class LoopbackServer implements TransportContract.Server {

    private final LoopbackTransport transport;

    /** What the loopback has not, as there is no wire. */
    static final Map<String, String> EXCEPTIONS = Map.of(
            "t8_aPeerThatIsGoneIsFoundWithinTwoIntervals", "in one process nobody is half-open",
            "t10_pingsAreAnsweredDuringAPause", "there are no pings",
            "t12_aLengthAboveTheLimitIsRefusedBeforeTheMessageComes", "a message has no header",
            "t12_fragmentsAboveTheLimitAreRefused", "there are no fragments",
            "t12_largeHeadersAreRefused", "there is no HTTP",
            "t12_aHandshakeThatDoesNotEndIsCut", "there is no HTTP",
            "t13_anUnmaskedFrameIsRefused", "there are no masks",
            "t13_aReservedBitIsRefused", "there are no bits of frames");

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    LoopbackServer(Acceptor acceptor) {
        this.transport = new LoopbackTransport(acceptor, CLOSE_TIMEOUT);
    }

    @Override
    public int violate(TransportContract.Violation violation) throws Exception {
        Client client = connect("a");
        sendText(client.peer);
        return client.awaitClose(Duration.ofSeconds(1));
    }

    /** What a transport does that can't tell text from binary is to be seen in a subclass. */
    void sendText(LoopbackPeer peer) {
        peer.sendText("text");
    }

    @Override
    public Client connect(String subPath) {
        Client client = new Client();
        client.peer =
                transport.connect(Handshake.builder("/y/" + subPath, subPath).build(), client);
        return client;
    }

    @Override
    public int openBuffers() {
        return transport.openFrames();
    }

    @Override
    public void close() {
        transport.close();
    }

    static final class Client implements TransportContract.Peer, LoopbackListener {

        private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private LoopbackPeer peer;

        @Override
        public void onMessage(byte[] message) {
            messages.add(message);
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            closed.complete(code.value());
        }

        @Override
        public void send(byte[] message) {
            peer.send(message);
        }

        @Override
        public byte @Nullable [] receive(Duration within) throws InterruptedException {
            return messages.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void stopReading() {
            peer.stopReading();
        }

        @Override
        public void resumeReading() {
            peer.resumeReading();
        }

        @Override
        public void close(int code, String reason) {
            peer.close(new CloseCode(code), reason);
        }

        @Override
        public void cut() {
            peer.cut();
        }

        @Override
        public int awaitClose(Duration within) throws Exception {
            try {
                return closed.get(within.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return 0;
            }
        }
    }
}
