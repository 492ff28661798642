package dev.collab4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void theExponentIsThatOfThePower() {
        assertThat(Growth.exponent(Map.of(1, 7.0, 10, 7.0, 100, 7.0))).isZero();
        assertThat(Growth.exponent(Map.of(100, 3.0, 400, 6.0, 10_000, 30.0))).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theLongestStopIsFoundAmongManyOperations() {
        Stopwatch watch = new Stopwatch();
        double nanos = watch.time(1_000, i -> LockSupport.parkNanos(i == 500 ? TimeUnit.MILLISECONDS.toNanos(40) : 0));
        assertThat(watch.longestMillis()).isGreaterThanOrEqualTo(40);
        assertThat(watch.longestOwnMillis()).isPositive().isLessThan(40);
        assertThat(nanos).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(40) / 1_000);
    }
}
