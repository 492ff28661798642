package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int MANY = Pace.MANY_SESSIONS;

    private final Pace pace = new Pace();
    private long now = -7;

    private Duration pauseAfter(Duration time, int sessions) {
        now += time.toNanos();
        return pace.pause(sessions, now);
    }

    @Test
    void theFirstGoesOutAtOnce() {
        assertThat(pauseAfter(Duration.ZERO, MANY)).isZero();
    }

    @Test
    void aBusyRoomCollectsOnce() {
        pauseAfter(Duration.ZERO, MANY);
        assertThat(pauseAfter(Duration.ofMillis(1), MANY)).isEqualTo(Duration.ofMillis(4));
        assertThat(pauseAfter(Duration.ofMillis(3), MANY)).isNull();
        pace.collected();
        assertThat(pauseAfter(Duration.ofMillis(1), MANY)).isZero();
        assertThat(pauseAfter(Duration.ofMillis(1), MANY)).as("and again").isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void aQuietRoomDoesNot() {
        pauseAfter(Duration.ZERO, MANY);
        assertThat(pauseAfter(Pace.BUSY, MANY)).isZero();
    }

    @Test
    void norASmallOne() {
        pauseAfter(Duration.ZERO, MANY - 1);
        assertThat(pauseAfter(Duration.ZERO, MANY - 1)).isZero();
    }
}
