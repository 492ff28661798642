package dev.collab4j.hub.internal.engine;

import static dev.collab4j.hub.internal.engine.LatestPresence.Place.FIRST;
import static dev.collab4j.hub.internal.engine.LatestPresence.Place.INSTEAD;
import static dev.collab4j.hub.internal.engine.LatestPresence.Place.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.awareness.AwarenessUpdate.Entry;
import dev.collab4j.core.protocol.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatestPresenceTest {

    /** As large as ids get: five bytes. */
    private static final long ANN = 0xFFFF_FFFFL;

    private static final long BOB = 5;

    private final LatestPresence latest = new LatestPresence();

    private static byte[] presence(Entry... entries) {
        return new Message.Awareness(AwarenessUpdate.of(List.of(entries))).encode();
    }

    private static byte[] presence(long client, long clock, String json) {
        return presence(new Entry(client, clock, json));
    }

    private LatestPresence.Place offer(byte[] message) {
        ByteBuffer frame = ByteBuffer.wrap(message);
        LatestPresence.Place place = latest.offer(frame);
        assertThat(frame.position()).isZero();
        return place;
    }

    @BeforeEach
    void begin() {
        assertThat(offer(presence(ANN, 0, "{}")))
                .as("the first shows whose it is")
                .isEqualTo(NONE);
    }

    @Test
    void theLatestOfAClientWaits() {
        assertThat(offer(presence(ANN, 1, "{}"))).isEqualTo(FIRST);
        assertThat(offer(presence(ANN, 200, "{\"x\":2}"))).isEqualTo(INSTEAD);
        assertThat(latest.take()).isEqualTo(presence(ANN, 200, "{\"x\":2}"));
        assertThat(latest.take()).isNull();
        assertThat(offer(presence(ANN, 201, "{}"))).isEqualTo(FIRST);
    }

    @Test
    void anotherClientsDoesNotTakeItsPlace() {
        offer(presence(ANN, 1, "{}"));
        assertThat(offer(presence(BOB, 1, "{}"))).isEqualTo(NONE);
        assertThat(latest.take()).isEqualTo(presence(ANN, 1, "{}"));
    }

    @Test
    void whoLeavesIsNeverThinned() {
        assertThat(offer(presence(ANN, 1, "null"))).isEqualTo(NONE);
        offer(presence(ANN, 1, "{}"));
        assertThat(offer(presence(ANN, 2, "null"))).isEqualTo(NONE);
    }

    @Test
    void aMessageAboutSeveralOrNobodyGoesAsOthersDo() {
        assertThat(offer(presence(new Entry(ANN, 1, "{}"), new Entry(BOB, 1, "{}"))))
                .isEqualTo(NONE);
        assertThat(offer(presence())).isEqualTo(NONE);
    }

    @Test
    void whatIsCutOffIsNobodys() {
        byte[] whole = presence(ANN, 1, "{}");
        for (int length = 0; length < whole.length - 3; length++) {
            assertThat(latest.offer(ByteBuffer.wrap(whole, 0, length))).isEqualTo(NONE);
        }
    }
}
