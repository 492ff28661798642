package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.transport.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sockets show only now and then: pauses, and the moments at their ends. */
class WebSocketHandlerTest {

    private static final int MAX_MESSAGE_BYTES = 1_000_000;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LoopConnections neighbours = new LoopConnections(channel.eventLoop(), Duration.ofSeconds(30));
    private final WebSocketHandler handler = new WebSocketHandler(
            channel,
            new NettyFrameFactory(UnpooledByteBufAllocator.DEFAULT),
            new Settings(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(1), 8_192, 10, 1_000, 2_000),
            new Tally(),
            neighbours,
            MAX_MESSAGE_BYTES,
            CloseCode.TOO_BIG);
    private final Recording.Session session = new Recording.Session(handler.connection(), null);

    @BeforeEach
    void open() {
        channel.pipeline().addLast(handler);
        handler.accepted(session);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void t10_messagesWithoutContentFillTheBoundOfAPauseToo() {
        handler.pause();
        int read = 0;
        for (; read < 100_000 && channel.config().isAutoRead(); read++) {
            message(0);
        }
        assertThat(read).isLessThan(2_000);
        handler.resume();
        channel.runPendingTasks();
        assertThat(session.messages).hasSize(read);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void t8_theSilenceOfAPauseIsNotThePeers() {
        handler.pause();
        message(100_000);
        assertThat(channel.config().isAutoRead()).isFalse();
        handler.visit();
        handler.visit();
        handler.resume();
        channel.runPendingTasks();
        handler.visit();
        assertThat(channel.isOpen()).as("the peer has had no time to be heard").isTrue();
        handler.visit();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void t2_whatCameBeforeTheCloseFrameIsDeliveredInAPause() {
        handler.pause();
        message(3);
        message(4);
        frame(0x88, 0);
        assertThat(session.messages).hasSize(2);
        channel.runPendingTasks();
        assertThat(session.closes).hasSize(1);
        assertThat(session.lateCalls).hasValue(0);
    }

    @Test
    void t2_whatCameBeforeTheEndOfTheSocketIsDeliveredInAPause() {
        handler.pause();
        message(3);
        channel.close();
        channel.runPendingTasks();
        assertThat(session.messages).hasSize(1);
        assertThat(session.closes).hasSize(1);
    }

    @Test
    void t12_whatIsTooLargeInAPauseIsJudgedAfterIt() {
        handler.maxFrameBytes(1_000);
        handler.pause();
        message(100_000);
        message(3);
        assertThat(channel.config().isAutoRead()).isFalse();
        handler.maxFrameBytes(MAX_MESSAGE_BYTES);
        handler.resume();
        channel.runPendingTasks();
        assertThat(session.messages).hasSize(2);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void t12_whatIsStillTooLargeAfterAPauseClosesTheConnection() {
        handler.maxFrameBytes(1_000);
        handler.pause();
        message(100_000);
        handler.resume();
        channel.runPendingTasks();
        assertThat(session.messages).isEmpty();
        assertThat(handler.connection().isEnding()).isTrue();
    }

    @Test
    void t9_afterOurCloseNothingIsDelivered() {
        handler.pause();
        message(3);
        handler.connection().close(CloseCode.NORMAL, "");
        handler.resume();
        frame(0x88, 0);
        channel.close();
        channel.runPendingTasks();
        assertThat(session.messages).isEmpty();
        assertThat(session.closes).hasSize(1);
    }

    @Test
    void t9_aPauseAfterOurCloseDoesNotKeepThePeersFromBeingRead() {
        handler.connection().close(CloseCode.NORMAL, "");
        handler.pause();
        ByteBuf half = channel.alloc().buffer().writeByte(0x82).writeByte(0xFF).writeLong(200_000);
        channel.writeInbound(half.writeInt(0).writeZero(100_000));
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private void message(int size) {
        frame(0x82, size);
    }

    private void frame(int firstByte, int size) {
        ByteBuf frame = channel.alloc().buffer().writeByte(firstByte);
        if (size < 126) {
            frame.writeByte(0x80 | size);
        } else {
            frame.writeByte(0xFF).writeLong(size);
        }
        channel.writeInbound(frame.writeInt(0).writeZero(size)); // a mask of zeros changes nothing
    }
}
