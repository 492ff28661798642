package dev.collab4j.load.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty's own codec is at the other end. */
class FramesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 125, 126, 65_535, 65_536})
    void nettyReadsWhatIsWritten(int length) {
        byte[] body = bytes(length);
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .maxFramePayloadLength(1 << 20)
                .build()));
        server.writeInbound(
                FrameWriter.frame(UnpooledByteBufAllocator.DEFAULT, Opcode.BINARY, new byte[] {7, 8}, body));
        BinaryWebSocketFrame frame = server.readInbound();
        assertThat(frame.isFinalFragment()).isTrue();
        assertThat(ByteBufUtil.getBytes(frame.content()))
                .startsWith(7, 8)
                .endsWith(body)
                .hasSize(2 + length);
        frame.release();
    }

    @Test
    void readsWhatNettyWritesHoweverItIsCut() {
        List<byte[]> sent = List.of(bytes(0), bytes(1), bytes(125), bytes(126), bytes(70_000), bytes(2));
        byte[] stream = encoded(sent);
        Random random = new Random(1);
        List<byte[]> read = new ArrayList<>();
        EmbeddedChannel client = new EmbeddedChannel(reader(read));
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 40_000));
            client.writeInbound(Unpooled.copiedBuffer(stream, at, end - at));
            at = end;
        }
        assertThat(read).containsExactlyElementsOf(sent);
    }

    @Test
    void joinsMessagesInSeveralFrames() {
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        server.writeOutbound(
                new BinaryWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {1, 2})),
                new ContinuationWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {3})),
                new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[] {4})));
        List<byte[]> read = new ArrayList<>();
        EmbeddedChannel client = new EmbeddedChannel(reader(read));
        client.writeInbound(Unpooled.wrappedBuffer(drained(server)));
        assertThat(read).containsExactly(new byte[] {1, 2, 3, 4});
    }

    private static FrameReader reader(List<byte[]> read) {
        return new FrameReader(
                (opcode, in, end) -> read.add(ByteBufUtil.getBytes(in, in.readerIndex(), end - in.readerIndex())));
    }

    private static byte[] encoded(List<byte[]> messages) {
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        messages.forEach(message -> server.writeOutbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message))));
        return drained(server);
    }

    private static byte[] drained(EmbeddedChannel from) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = from.readOutbound(); next != null; next = from.readOutbound()) {
            all.writeBytes(next);
            next.release();
        }
        return ByteBufUtil.getBytes(all);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
