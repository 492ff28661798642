package dev.collab4j.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The frames are those of y-protocols 1.0.7. */
class MessageTest {
    private static final String STEP_1 = "00000100";
    private static final String STEP_2 = "0001020000";
    private static final String UPDATE = "0002020000";
    private static final String AWARENESS = "0106010501027b7d";
    private static final String DENIED = "02000b6e6f7420616c6c6f776564";
    private static final String QUERY = "03";
    private static final List<String> ALL = List.of(STEP_1, STEP_2, UPDATE, AWARENESS, DENIED, QUERY);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static Message decode(String hex) {
        return Message.decode(bytes(hex));
    }

    @Example
    void framesAreReadAndWritten() {
        for (String hex : ALL) {
            assertThat(HexFormat.of().formatHex(decode(hex).encode())).isEqualTo(hex);
        }
    }

    @Example
    void contents() {
        assertThat(decode(STEP_1)).isEqualTo(new Message.Sync(new SyncMessage.Step1(StateVector.empty())));
        assertThat(sync(STEP_2))
                .isInstanceOfSatisfying(
                        SyncMessage.Step2.class,
                        step -> assertThat(step.update().toV1()).containsExactly(0, 0));
        assertThat(sync(UPDATE))
                .isInstanceOfSatisfying(
                        SyncMessage.Update.class,
                        update -> assertThat(update.update().toV1()).containsExactly(0, 0));
        assertThat(decode(AWARENESS))
                .isInstanceOfSatisfying(
                        Message.Awareness.class,
                        awareness -> assertThat(awareness.update().entries())
                                .containsExactly(new AwarenessUpdate.Entry(5, 1, "{}")));
        assertThat(decode(DENIED)).isEqualTo(new Message.Auth("not allowed"));
        assertThat(decode(QUERY)).isEqualTo(new Message.QueryAwareness());
    }

    private static SyncMessage sync(String hex) {
        return ((Message.Sync) decode(hex)).message();
    }

    @Example
    void messagesWithoutAFrame() {
        byte[] bytes = new SyncMessage.Update(Update.fromV1(new byte[] {0, 0})).encode();
        assertThat(bytes).containsExactly(2, 2, 0, 0);
        assertThat(SyncMessage.decode(bytes)).isInstanceOf(SyncMessage.Update.class);
    }

    @Example
    void onlyTheFirstMessageOfAFrameIsRead() {
        assertThat(decode(QUERY + STEP_1)).isEqualTo(new Message.QueryAwareness());
        assertThat(decode(STEP_1 + "ff")).isInstanceOf(Message.Sync.class);
    }

    @Example
    void aBufferIsLeftAtWhatFollows() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64);
        buffer.put(bytes("ffff" + STEP_1 + AWARENESS + QUERY)).flip().position(2);
        assertThat(Message.decode(buffer)).isInstanceOf(Message.Sync.class);
        assertThat(Message.decode(buffer)).isInstanceOf(Message.Awareness.class);
        assertThat(Message.decode(buffer)).isInstanceOf(Message.QueryAwareness.class);
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Example
    void aBufferStaysWhereItWasIfItIsMalformed() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes("ff" + "000105")).position(1).asReadOnlyBuffer();
        assertThatThrownBy(() -> Message.decode(buffer))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessage("Length 5 goes past the end of input at byte 2");
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Example
    void theLimitOfABufferIsTheEnd() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes(STEP_2)).limit(4);
        assertThatThrownBy(() -> Message.decode(buffer)).isInstanceOf(MalformedUpdateException.class);
    }

    private static void refused(String hex, String message) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessage(message);
    }

    @Example
    void unknownTypes() {
        refused("04", "Unknown message type 4 at byte 0");
        refused("e607", "Unknown message type 998 at byte 0");
        refused("0003", "Unknown sync message type 3 at byte 1");
        refused("0201", "Unknown auth message type 1 at byte 1");
        refused("", "Unexpected end of input at byte 0");
    }

    @Example
    void framesThatEndEarly() {
        for (String hex : ALL) {
            for (int end = 0; end < hex.length(); end += 2) {
                String cut = hex.substring(0, end);
                assertThatThrownBy(() -> decode(cut)).as(cut).isInstanceOf(MalformedUpdateException.class);
            }
        }
    }

    /** Random bytes give a message or a MalformedUpdateException, nothing else. */
    @Property(tries = 5000)
    void randomFrames(@ForAll byte[] frame) {
        byte[] typed = frame.clone();
        for (int i = 0; i < Math.min(2, typed.length); i++) {
            typed[i] = (byte) Math.floorMod(typed[i], 4);
        }
        try {
            Message message = Message.decode(typed);
            assertThat(Message.decode(message.encode()).encode()).isEqualTo(message.encode());
        } catch (MalformedUpdateException e) {
            assertThat(e).hasMessageContaining(" at byte ");
        }
    }
}
