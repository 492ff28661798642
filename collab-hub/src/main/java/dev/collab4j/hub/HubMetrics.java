package dev.collab4j.hub;

import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.Overload;
import dev.collab4j.hub.internal.engine.PermitExecutor;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.hub.internal.engine.SideEffects;
import dev.collab4j.hub.internal.engine.StoreCalls;
import dev.collab4j.hub.internal.engine.Tally;
import dev.collab4j.hub.internal.engine.Unsaved;
import dev.collab4j.hub.internal.wire.Gate;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The meters of a hub, for Micrometer, which is optional: who uses this class adds {@code micrometer-core}. The page
 * {@code docs/metrics.md} lists them. No document, user or workspace is ever a tag.
 *
 * <pre>{@code
 * HubMetrics.of(hub).bindTo(registry);
 * }</pre>
 *
 * <p>What happens for each message is counted by the hub anyhow, and read when somebody reads the registry. What takes
 * time is timed from the binding on. The registry keeps the hub from being collected. Thread-safe.
 */
public final class HubMetrics implements MeterBinder {

    private static final List<CircuitBreaker.State> BREAKER_STATES =
            List.of(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN);

    private final CollabHub hub;
    private final Tags tags;

    private HubMetrics(CollabHub hub, Tags tags) {
        this.hub = hub;
        this.tags = tags;
    }

    /**
     * The meters of a hub.
     *
     * @param hub the hub, not null
     * @param tags what all of them carry besides their own, to tell several hubs of a registry apart; not null
     * @return the binder, not null
     */
    public static HubMetrics of(CollabHub hub, Tag... tags) {
        return new HubMetrics(Objects.requireNonNull(hub, "hub"), Tags.of(tags));
    }

    /**
     * A filter that gives the timers of hubs the buckets of a histogram, from 0.1 ms to 30 s, which the dashboard of
     * {@code docs/monitoring} reads. It has to be in the registry before the meters are:
     *
     * <pre>{@code
     * registry.config().meterFilter(HubMetrics.histograms());
     * }</pre>
     *
     * @return the filter, which leaves all other meters as they are; not null
     */
    public static MeterFilter histograms() {
        return new Buckets();
    }

    /** Registers them; once for a registry. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Meters meters = new Meters(registry, tags);
        Engine engine = hub.engine();
        connections(meters, hub.gate());
        rooms(meters, hub.registry());
        traffic(meters, engine.tally());
        refusals(meters, engine.tally());
        store(meters, engine);
        effects(meters, engine.effects());
        overload(meters, engine.overload());
        calls(meters, engine.store());
        engine.watch().add(new StepTimers(meters));
    }

    private static void connections(Meters meters, Gate gate) {
        String unit = "connections";
        meters.gauge("collab.connections", unit, "Connections that are open", gate, Gate::connections);
        meters.gauge(
                "collab.connections.unauthenticated",
                unit,
                "Connections of which nobody knows yet whose they are",
                gate,
                Gate::unauthenticated);
        meters.gauge(
                "collab.connections.lagging",
                unit,
                "Connections that read more slowly than is sent to them",
                gate,
                Gate::lagging);
        meters.gauge("collab.pending", "bytes", "What was sent and is not written yet", gate, Gate::pendingBytes);
        meters.gauge(
                "collab.pending.own",
                "bytes",
                "The most of it that one connection shares with no other",
                gate,
                Gate::maxOwnPendingBytes);
    }

    private static void rooms(Meters meters, RoomRegistry rooms) {
        meters.gauge("collab.rooms", "rooms", "Rooms in memory", rooms, RoomRegistry::size);
        meters.gauge("collab.rooms.idle", "rooms", "Rooms in memory without clients", rooms, RoomRegistry::idleSize);
        meters.gauge(
                "collab.rooms.encoded",
                "rooms",
                "Idle rooms whose document is kept as bytes",
                rooms,
                RoomRegistry::encodedSize);
        meters.gauge("collab.rooms.idle.size", "bytes", "What idle rooms take", rooms, RoomRegistry::idleBytes);
        meters.gauge("collab.sessions", "sessions", "Clients in rooms", rooms, RoomRegistry::sessionCount);
        meters.gauge("collab.occupancy", "sessions", "Clients in the fullest room", rooms, RoomRegistry::maxOccupancy);
    }

    private static void traffic(Meters meters, Tally tally) {
        String messages = "Messages from clients, and to them";
        meters.counter("collab.messages", "messages", messages, tally, Tally::messagesIn, "direction", "in");
        meters.counter("collab.messages", "messages", messages, tally, Tally::messagesOut, "direction", "out");
        String traffic = "The size of the messages";
        meters.counter("collab.traffic", "bytes", traffic, tally, Tally::bytesIn, "direction", "in");
        meters.counter("collab.traffic", "bytes", traffic, tally, Tally::bytesOut, "direction", "out");
        meters.counter("collab.lags", "lags", "How often a client in a room has fallen behind", tally, Tally::lags);
        meters.gauge("collab.catchup", "bytes", "What rooms keep for clients that lag", tally, Tally::ringBytes);
        meters.counter(
                "collab.stateless.dropped",
                "messages",
                "Stateless messages that a client didn't get as it had fallen behind",
                tally,
                Tally::droppedStateless);
    }

    private static void refusals(Meters meters, Tally tally) {
        String refusals = "What was not taken, by the limit that was reached, or the rule that was broken";
        for (Refusal why : Refusal.values()) {
            meters.counter(
                    "collab.refusals", "refusals", refusals, tally, all -> all.refusals(why), "reason", why.reason());
        }
        String visits = "How often somebody came to a room, by what was there of its document";
        for (Tally.Found found : Tally.Found.values()) {
            String label = found.name().toLowerCase(Locale.ROOT);
            meters.counter("collab.visits", "visits", visits, tally, all -> all.visits(found), "found", label);
        }
        String evictions = "Rooms without clients that had to leave memory";
        meters.counter("collab.evictions", "rooms", evictions, tally, Tally::evictedForSpace, "reason", "maxIdleBytes");
        meters.counter("collab.evictions", "rooms", evictions, tally, Tally::evictedForTime, "reason", "idleTimeout");
    }

    private static void overload(Meters meters, Overload overload) {
        meters.gauge(
                "collab.overload",
                "level",
                "What the hub does without as it doesn't keep up: 0 nothing, 5 all that it can",
                overload,
                o -> o.level().number());
        for (Overload.Level level : Overload.Level.values()) {
            if (level.isCounted()) {
                meters.counter(
                        "collab.shed",
                        "events",
                        "What was done without or put off as the hub didn't keep up",
                        overload,
                        o -> o.shedSoFar(level),
                        "kind",
                        level.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void effects(Meters meters, SideEffects effects) {
        meters.counter(
                "collab.events.missed",
                "updates",
                "Updates that the listener was not told of",
                effects,
                SideEffects::missedEvents);
        meters.gauge(
                "collab.contents",
                "rooms",
                "Rooms whose content the hook doesn't have yet",
                effects,
                SideEffects::pendingContents);
    }

    private static void store(Meters meters, Engine engine) {
        meters.gauge("collab.unsaved", "bytes", "What waits for the store", engine.unsaved(), Unsaved::bytes);
        String breaker = "1 for the state that the circuit breaker before the store is in, 0 for the others";
        for (CircuitBreaker.State state : BREAKER_STATES) {
            String label = state.name().toLowerCase(Locale.ROOT);
            meters.gauge(
                    "collab.breaker",
                    "state",
                    breaker,
                    engine.store(),
                    store -> store.breakerState() == state ? 1 : 0,
                    "state",
                    label);
        }
    }

    private void calls(Meters meters, StoreCalls store) {
        calls(meters, "load", store.reads());
        calls(meters, "write", store.writes());
        calls(meters, "authenticate", hub.gate().authentications());
        calls(meters, "listen", hub.gate().hostCalls());
        running(meters, "append", store.appends());
        waiting(meters, "append", store, StoreCalls::waitingAppends);
    }

    private static void calls(Meters meters, String kind, PermitExecutor calls) {
        running(meters, kind, calls);
        waiting(meters, kind, calls, PermitExecutor::waiting);
    }

    private static void running(Meters meters, String kind, PermitExecutor calls) {
        String description = "Calls that may block: so many threads are taken";
        meters.gauge("collab.calls.running", "calls", description, calls, PermitExecutor::running, "kind", kind);
    }

    private static <T> void waiting(Meters meters, String kind, T of, ToDoubleFunction<T> value) {
        String description = "Calls that wait until another one of their kind is done";
        meters.gauge("collab.calls.waiting", "calls", description, of, value, "kind", kind);
    }
}
