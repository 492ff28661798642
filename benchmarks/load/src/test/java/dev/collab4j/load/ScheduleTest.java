package dev.collab4j.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.load.wire.Protocol;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void knowsWhenEachIsDue() {
        Timeline timeline = new Timeline();
        timeline.next = 7;
        timeline.plan(new Schedule(0, 2, 5, 1_000, 10));
        Schedule schedule = timeline.schedule();
        assertThat(schedule.at(7)).isEqualTo(1_000);
        assertThat(schedule.at(9)).isEqualTo(1_020);
        assertThat(schedule.measures(8)).isFalse();
        assertThat(schedule.measures(9)).isTrue();
        assertThat(schedule.measures(11)).isTrue();
        assertThat(schedule.measures(12)).isFalse();
    }

    @Test
    void climbsUntilTwoFail() {
        Ladder ladder = new Ladder(1, 1.44);
        ladder.tried(true);
        assertThat(ladder.rate()).isEqualTo(1.44);
        ladder.tried(false);
        assertThat(ladder.rate())
                .as("half a step above the last that was borne")
                .isEqualTo(1.2);
        assertThat(ladder.isDone()).isFalse();
        ladder.tried(false);
        assertThat(ladder.isDone()).isTrue();
    }

    @Test
    void beginsLowerIfTheFirstIsTooFast() {
        Ladder ladder = new Ladder(8, 2);
        ladder.tried(false);
        assertThat(ladder.rate()).isEqualTo(4);
    }

    @Test
    void typesRealUpdates() {
        Typist typist = new Typist(0);
        typist.prepare(3);
        Doc doc = new Doc();
        for (int clock = 0; clock < 40; clock++) {
            Message.Sync message = (Message.Sync) Message.decode(typist.message(clock));
            doc.applyUpdate(((SyncMessage.Update) message.message()).update());
        }
        assertThat(doc.getText("text").toString()).hasSize(40).startsWith("abc").endsWith("klmn");
        assertThat(doc.stateVector().get(Typist.FIRST_CLIENT)).isEqualTo(40);
    }

    @Test
    void comesBackAsTheProvidersDo() {
        assertThat(Backoff.millis(Protocol.Y_WEBSOCKET, 1)).isEqualTo(200);
        assertThat(Backoff.millis(Protocol.Y_WEBSOCKET, 3)).isEqualTo(800);
        assertThat(Backoff.millis(Protocol.Y_WEBSOCKET, 100)).isEqualTo(2_500);
        assertThat(Backoff.millis(Protocol.HOCUSPOCUS, 1)).isZero();
        assertThat(Backoff.millis(Protocol.HOCUSPOCUS, 2)).isBetween(1_000L, 2_000L);
        assertThat(Backoff.millis(Protocol.HOCUSPOCUS, 100)).isBetween(1_000L, 30_000L);
    }
}
