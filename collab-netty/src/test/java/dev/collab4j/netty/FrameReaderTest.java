package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.collab4j.spi.transport.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final int MAX = 70_000;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<String> seen = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();
    private boolean paused;
    private final FrameReader reader = new FrameReader(MAX, CloseCode.TOO_BIG, allocator, new Sink());

    @AfterEach
    void nothingLeaks() {
        reader.stop();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void readsTheExampleOfTheRfc() {
        read("82 85 37fa213d 7f9f4d5158");
        assertThat(seen).containsExactly("message Hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 13, 200})
    void readsSmallMessagesWhateverTheCutsAre(int mostAtOnce) {
        readsWhateverTheCutsAre(mostAtOnce, 0, 1, 7, 8, 9, 125, 126, 127, 300);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 9_999, 1_000_000})
    void readsLargeMessagesWhateverTheCutsAre(int mostAtOnce) {
        readsWhateverTheCutsAre(mostAtOnce, 65_535, 65_536, 69_999, 70_000);
    }

    private void readsWhateverTheCutsAre(int mostAtOnce, int... sizes) {
        Random random = new Random(7);
        ByteBuf wire = Unpooled.buffer();
        List<byte[]> sent = new ArrayList<>();
        for (int size : sizes) {
            byte[] message = new byte[size];
            random.nextBytes(message);
            sent.add(message);
            wire.writeBytes(masked(0x82, message, random));
            wire.writeBytes(masked(0x89, new byte[] {1, 2, 3}, random));
        }
        while (wire.isReadable()) {
            read(wire.readBytes(Math.min(wire.readableBytes(), 1 + random.nextInt(mostAtOnce))));
        }
        wire.release();
        assertThat(messages).usingRecursiveComparison().isEqualTo(sent);
        assertThat(seen).filteredOn("ping 010203"::equals).hasSize(sent.size());
    }

    @Test
    void joinsTheFramesOfAMessageAroundControlFrames() {
        read("02 81 00000000 61");
        read("89 80 00000000");
        read("00 81 00000000 62");
        read("00 80 00000000");
        read("80 81 00000000 63");
        assertThat(seen).containsExactly("ping ", "message abc");
    }

    @Test
    void aMessageInPartsMayGrowWithItsLimit() {
        reader.maxMessageBytes(3);
        read("02 83 00000000 616263");
        reader.maxMessageBytes(6);
        read("80 83 00000000 646566");
        assertThat(seen).containsExactly("message abcdef");
    }

    @Test
    void aMessageThatIsTooLargeWaitsWhileItsLimitMayRise() {
        reader.maxMessageBytes(3);
        paused = true;
        ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex("8281000000006182840000000061626364"));
        reader.read(in);
        assertThat(reader.isUndecided()).isTrue();
        reader.maxMessageBytes(4);
        reader.read(in);
        assertThat(reader.isUndecided()).isFalse();
        assertThat(in.isReadable()).isFalse();
        assertThat(seen).containsExactly("message a", "message abcd");
    }

    @Test
    void aMessageThatIsTooLargeForEverDoesNotWait() {
        paused = true;
        assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> read("82 ff 00000000000fffff"));
    }

    @Test
    void aCloseEndsIt() {
        read("88 86 00000000 0fa1 62796521 82 81 00000000 61");
        assertThat(seen).containsExactly("close 4001 bye!");
    }

    @Test
    void aCloseMayBeEmpty() {
        read("88 80 00000000");
        assertThat(seen).containsExactly("close 0 ");
    }

    @ParameterizedTest
    @CsvSource({
        "81 81, 1003", // text
        "82 01, 1002", // not masked
        "c2 81, 1002", // reserved bits
        "a2 81, 1002",
        "92 81, 1002",
        "83 81, 1002", // reserved opcodes
        "8b 81, 1002",
        "80 81, 1002", // a continuation of nothing
        "09 81, 1002", // a ping in parts
        "89 fe, 1002", // a ping of more than 125 bytes
        "82 fe 007d, 1002", // lengths that are not in their shortest form
        "82 ff 000000000000ffff, 1002",
        "82 ff ffffffffffffffff, 1002", // a negative length
        "82 ff 7fffffffffffffff, 1009",
        "82 ff 0000000000011171, 1009", // one more than allowed
        "88 81 00000000 03, 1002", // half a close code
        "88 82 00000000 03ed, 1002", // codes that are never sent
        "88 82 00000000 03ee, 1002",
        "88 82 00000000 03e7, 1002",
        "88 82 00000000 0bb7, 1002",
        "88 83 00000000 03e8ff, 1007", // a reason that is not UTF-8
    })
    void refuses(String bytes, int code) {
        assertThatExceptionOfType(ProtocolViolation.class)
                .isThrownBy(() -> read(bytes))
                .satisfies(e -> assertThat(e.code()).isEqualTo(new CloseCode(code)));
        read("82 81 00000000 61");
        assertThat(seen).isEmpty();
    }

    @Test
    void refusesANewMessageInsideAnother() {
        read("02 81 00000000 61");
        assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> read("82"));
    }

    @Test
    void theBoundIsOfTheWholeMessage() {
        read(ByteBuffer.wrap(masked(0x02, new byte[MAX - 10], new Random(1))));
        read(ByteBuffer.wrap(masked(0x00, new byte[10], new Random(1))));
        assertThatExceptionOfType(ProtocolViolation.class)
                .isThrownBy(() -> read("80 81"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CloseCode.TOO_BIG));
    }

    @Test
    void theBoundIsAlsoOfTheNumberOfFrames() {
        read("02 80 00000000");
        for (int i = 1; i < FrameReader.MAX_FRAGMENTS; i++) {
            read("00 80 00000000");
        }
        assertThatExceptionOfType(ProtocolViolation.class)
                .isThrownBy(() -> read("00"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CloseCode.POLICY_VIOLATION));
    }

    @Test
    void aCloseReasonIsOneLine() {
        read("88 87 00000000 03e8 610a0d1b62");
        assertThat(seen).containsExactly("close 1000 a???b");
    }

    @Test
    void aHeaderAllocatesNothing() {
        read("82 ff 0000000000011170 00000000");
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        read("00");
        assertThat(allocator.metric().usedDirectMemory()).isLessThan(10_000);
    }

    private void read(String hex) {
        read(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private void read(ByteBuffer bytes) {
        read(Unpooled.copiedBuffer(bytes));
    }

    private void read(ByteBuf bytes) {
        try {
            reader.read(bytes);
        } finally {
            bytes.release();
        }
    }

    private static byte[] masked(int firstByte, byte[] payload, Random random) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte(firstByte);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else if (payload.length < 0x1_0000) {
            frame.writeByte(0xFE).writeShort(payload.length);
        } else {
            frame.writeByte(0xFF).writeLong(payload.length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ mask[i & 3]);
        }
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes).release();
        return bytes;
    }

    private final class Sink implements FrameSink {

        @Override
        public void onMessage(ByteBuffer message) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            messages.add(bytes);
            if (bytes.length < 20) {
                seen.add("message " + new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }

        @Override
        public boolean isPaused() {
            return paused;
        }

        @Override
        public void onPing(ByteBuffer payload) {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            seen.add("ping " + HexFormat.of().formatHex(bytes));
        }

        @Override
        public void onPeerClose(int code, String reason) {
            seen.add("close " + code + " " + reason);
        }
    }
}
