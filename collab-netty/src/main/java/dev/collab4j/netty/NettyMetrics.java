package dev.collab4j.netty;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;

/**
 * The meters of a transport, for Micrometer, which is optional: who uses this class adds {@code micrometer-core}. What is
 * behind the handshake has meters of its own; {@code docs/metrics.md} lists both. Thread-safe.
 *
 * <pre>{@code
 * NettyMetrics.of(server).bindTo(registry);
 * }</pre>
 */
public final class NettyMetrics implements MeterBinder {

    private final NettyTransport transport;
    private final Tags tags;

    private NettyMetrics(NettyTransport transport, Tags tags) {
        this.transport = transport;
        this.tags = tags;
    }

    /**
     * The meters of a transport.
     *
     * @param transport the transport, not null
     * @param tags what all of them carry besides their own, to tell several transports of a registry apart; not null
     * @return the binder, not null
     */
    public static NettyMetrics of(NettyTransport transport, Tag... tags) {
        return new NettyMetrics(Objects.requireNonNull(transport, "transport"), Tags.of(tags));
    }

    /** Registers them; once for a registry. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Front front = transport.front();
        Gauge.builder("collab.handshakes", front.arrivals(), Arrivals::total)
                .description("Connections that are no WebSocket, or not yet")
                .baseUnit("connections")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        for (Refused why : Refused.values()) {
            FunctionCounter.builder("collab.refusals", front.tally(), tally -> tally.refusals(why))
                    .description("What was not taken, by the limit that was reached, or the rule that was broken")
                    .baseUnit("refusals")
                    .tags(tags.and("reason", why.reason()))
                    .register(registry);
        }
    }
}
