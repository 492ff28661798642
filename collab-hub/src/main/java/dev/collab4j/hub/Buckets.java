package dev.collab4j.hub;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** Gives the timers of hubs the same few buckets, whatever they time, so that the number of time series stays small. */
final class Buckets implements MeterFilter {

    private static final double NANOS_OF_A_MILLI = Duration.ofMillis(1).toNanos();
    private static final double[] NANOS = DoubleStream.of(
                    0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(millis -> millis * NANOS_OF_A_MILLI)
            .toArray();

    private static final DistributionStatisticConfig CONFIG =
            DistributionStatisticConfig.builder().serviceLevelObjectives(NANOS).build();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        boolean isOurs = id.getType() == Meter.Type.TIMER && id.getName().startsWith("collab.");
        return isOurs ? CONFIG.merge(config) : config;
    }
}
