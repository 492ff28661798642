package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.hub.internal.engine.Overload.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadTest {

    private static final int ENOUGH = 100;

    private final Overload overload = new Overload(Duration.ofMillis(5));

    /** Intervals in which no message waits less. */
    private void pass(int intervals, long millis) {
        for (int i = 0; i < intervals; i++) {
            overload.roomWaited(TimeUnit.MILLISECONDS.toNanos(millis));
            overload.waited(TimeUnit.MILLISECONDS.toNanos(millis + 1_000));
            overload.waited(TimeUnit.MILLISECONDS.toNanos(millis));
            overload.tick();
        }
    }

    @Test
    void itGivesUpMoreTheLongerMessagesWaitInAFixedOrder() {
        List<Level> levels = new ArrayList<>();
        for (long millis : List.of(0, 1, 19, 20, 40, 60, 99, 100, 1_000)) {
            pass(ENOUGH, millis);
            levels.add(overload.level());
        }
        assertThat(levels)
                .containsExactly(
                        Level.NORMAL,
                        Level.PRESENCE,
                        Level.PRESENCE,
                        Level.MERGING,
                        Level.JOINS,
                        Level.CONNECTIONS,
                        Level.CONNECTIONS,
                        Level.READING,
                        Level.READING);
    }

    @Test
    void aPauseOrABurstIsNoOverload() {
        for (int i = 0; i < ENOUGH; i++) {
            pass(2, 500); // as long as a collector may take: one step or two, not all
            pass(30, 0);
            assertThat(overload.level()).isLessThanOrEqualTo(Level.MERGING);
        }
    }

    @Test
    void oneLevelIsReachedAfterTheOther() {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pass(1, 1_000);
            levels.add(overload.level());
        }
        assertThat(levels)
                .containsExactly(
                        Level.PRESENCE, Level.MERGING, Level.JOINS, Level.CONNECTIONS, Level.READING, Level.READING);
    }

    @Test
    void aRoomThatIsBehindAloneIsNoOverload() {
        for (int i = 0; i < ENOUGH; i++) {
            overload.roomWaited(100_000);
            overload.waited(TimeUnit.SECONDS.toNanos(1));
            overload.tick();
        }
        assertThat(overload.level()).isEqualTo(Level.NORMAL);
    }

    @Test
    void tenSecondsAfterTheLoadAllIsNormal() {
        pass(ENOUGH, 1_000);
        assertThat(overload.presenceInterval()).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < ENOUGH; i++) {
            overload.tick(); // nothing comes any more
        }
        assertThat(overload.level()).isEqualTo(Level.NORMAL);
        assertThat(overload.presenceInterval()).isEqualTo(Duration.ofMillis(33));
    }

    @Test
    void aLevelIsLeftOnlyWhenItIsCalm() {
        pass(ENOUGH, 60);
        pass(ENOUGH, 31); // not half of what it is entered with
        assertThat(overload.level()).isEqualTo(Level.CONNECTIONS);
        pass(11, 29);
        assertThat(overload.level()).isEqualTo(Level.JOINS);
    }

    @Test
    void connectionsAreTurnedAwayAndJoinsWaitInOrder() {
        List<Integer> joined = new ArrayList<>();
        overload.join(() -> joined.add(0));
        assertThat(overload.takesConnection()).isTrue();
        pass(ENOUGH, 60);
        assertThat(overload.takesConnection()).isFalse();
        overload.join(() -> joined.add(1));
        overload.join(() -> joined.add(2));
        assertThat(joined).containsExactly(0);
        pass(ENOUGH, 0);
        assertThat(joined).containsExactly(0, 1, 2);
        assertThat(overload.shedSoFar(Level.CONNECTIONS)).isEqualTo(1);
        assertThat(overload.shedSoFar(Level.JOINS)).isEqualTo(2);
    }

    @Test
    void aFewAreLetInAllTheTime() {
        List<Integer> joined = new ArrayList<>();
        pass(ENOUGH, 100);
        for (int i = 0; i < 25; i++) {
            overload.join(() -> joined.add(0));
        }
        pass(1, 100);
        assertThat(joined).hasSize(10);
        pass(2, 100);
        assertThat(joined).hasSize(25);
    }

    @Test
    void turnsGetWiderFromMergingOn() {
        pass(ENOUGH, 19);
        assertThat(overload.turnWidth()).isEqualTo(1);
        pass(ENOUGH, 20);
        assertThat(overload.turnWidth()).isEqualTo(5);
        pass(ENOUGH, 60);
        assertThat(overload.turnWidth()).isEqualTo(10);
    }

    @Test
    void oneWhoseTurnIsLateByTwentyTargetsIsLate() {
        assertThat(overload.isLate(TimeUnit.MILLISECONDS.toNanos(99))).isFalse();
        assertThat(overload.isLate(TimeUnit.MILLISECONDS.toNanos(100))).isTrue();
    }
}
