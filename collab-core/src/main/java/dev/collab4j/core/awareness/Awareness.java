package dev.collab4j.core.awareness;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Subscription;
import dev.collab4j.core.internal.lib0.JsJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The states of all clients of a document that are here now (names, cursors, selections), with the rules of
 * y-protocols. Nothing of it is stored: a client sends its own state whenever it changes, and at least every 15 seconds.
 *
 * <p>Thread-safe by a lock of its own; listeners are called outside of it. If one throws, the others are still called,
 * and then the exception reaches whoever made the change, which stays. There are no timers: the host calls
 * {@link #tick} about every three seconds.
 *
 * <p>A new awareness has an empty local state with clock 0, as in y-protocols. A server isn't a participant and calls
 * {@code setLocalState(null)} at once.
 */
public final class Awareness {
    /** After how many milliseconds without a sign of life a client is taken for gone. */
    public static final long OUTDATED_TIMEOUT_MILLIS = 30_000;

    /** After how many milliseconds {@link #tick} renews an unchanged local state. */
    public static final long RENEWAL_MILLIS = 15_000;

    /** How often, in milliseconds, {@link #tick} should be called. */
    public static final long TICK_INTERVAL_MILLIS = 3_000;

    /**
     * After how many milliseconds the clock of a client that has gone is forgotten. y-protocols keeps them for ever, so
     * that a server would hold one for every page that was ever loaded. Far longer than any echo of an old state lives.
     */
    public static final long FORGET_MILLIS = 600_000;

    /** The origin of changes of the local state. */
    public static final String LOCAL = "local";

    /** The origin of removals by {@link #tick}. */
    public static final String TIMEOUT = "timeout";

    private final long clientId;
    private final InstantSource time;
    private final Object lock = new Object();
    private final ClientTable table = new ClientTable();
    private final Notifier notifier = new Notifier();
    private final CopyOnWriteArrayList<AwarenessListener> changeListeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<AwarenessListener> updateListeners = new CopyOnWriteArrayList<>();

    /**
     * Starts with an empty local state, by the system's clock.
     *
     * @param clientId the own client id, 0 to 2^53-1; that of the document
     */
    public Awareness(long clientId) {
        this(clientId, InstantSource.system());
    }

    /**
     * Starts with an empty local state.
     *
     * @param clientId the own client id, 0 to 2^53-1; that of the document
     * @param time tells when states came in
     * @throws IllegalArgumentException if the client id is out of range
     */
    public Awareness(long clientId, InstantSource time) {
        this.clientId = AwarenessUpdate.checkRange("Client id", clientId);
        this.time = Objects.requireNonNull(time, "time");
        table.put(clientId, 0, new AwarenessState(0, "{}"), time.millis());
    }

    /**
     * Returns the own client id.
     *
     * @return 0 to 2^53-1
     */
    public long clientId() {
        return clientId;
    }

    /**
     * Returns the own state.
     *
     * @return the state, or null if the own client isn't a participant
     */
    public @Nullable AwarenessState localState() {
        synchronized (lock) {
            return table.state(clientId);
        }
    }

    /**
     * Sets the own state with a new clock, also if it is the same as before.
     *
     * @param state what others shall see: keys and values that JSON has; copied. Null says that the own client has gone
     * @return the own client as added, updated or removed
     * @throws IllegalArgumentException if a value isn't one that JSON has; nothing has changed then
     */
    public AwarenessChange setLocalState(@Nullable Map<String, ?> state) {
        String json = state == null ? null : JsJson.stringify(state);
        return changing(() -> setLocal(json));
    }

    /**
     * Sets one field of the own state. Does nothing if the own client isn't a participant.
     *
     * @param field the key
     * @param value a value that JSON has, or null
     * @return the own client as updated, or nothing
     * @throws IllegalArgumentException if the value isn't one that JSON has; nothing has changed then
     */
    public AwarenessChange setLocalStateField(String field, @Nullable Object value) {
        Objects.requireNonNull(field, "field");
        return changing(() -> {
            AwarenessState current = table.state(clientId);
            return current == null ? nothing(LOCAL) : setLocal(withField(current, field, value));
        });
    }

    private static @Nullable String withField(AwarenessState current, String field, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (current.value() instanceof Map<?, ?> map) {
            map.forEach((key, old) -> fields.put((String) key, old));
        }
        fields.put(field, value);
        return JsJson.stringify(fields);
    }

    private AwarenessChange setLocal(@Nullable String json) {
        AwarenessState before = table.state(clientId);
        long clock = Staging.nextClock(table.clock(clientId));
        table.put(clientId, clock, json == null ? null : new AwarenessState(clock, json), time.millis());
        List<Long> own = List.of(clientId);
        if (json == null) {
            return publish(new AwarenessChange(List.of(), List.of(), own, LOCAL), List.of());
        }
        if (before == null) {
            return publish(new AwarenessChange(own, List.of(), List.of(), LOCAL), List.of());
        }
        boolean renewed = Staging.isSame(before, json, JsJson.parse(json));
        return publish(new AwarenessChange(List.of(), own, List.of(), LOCAL), renewed ? List.of() : own);
    }

    /**
     * Returns who is here.
     *
     * @return a snapshot: states by client id, in the order in which they came; unmodifiable
     */
    public Map<Long, AwarenessState> states() {
        synchronized (lock) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(table.states()));
        }
    }

    /**
     * Tells when a client was last heard of, by a new state or a renewed one, which y-protocols calls {@code lastUpdated}.
     *
     * @param client its id
     * @return by this awareness' clock; null if it isn't here
     */
    public @Nullable Instant lastUpdated(long client) {
        synchronized (lock) {
            return table.state(client) == null ? null : Instant.ofEpochMilli(table.lastUpdated(client));
        }
    }

    /**
     * Takes in the states of others. An entry is accepted if its clock is above the one known (0 for an unknown client),
     * or equal if it says that a client has gone which is still here. All others are dropped unread, with no error.
     * A claim that the own client has gone doesn't remove its state but raises its clock, and has to be answered by
     * sending the state again.
     *
     * @param update the states
     * @param origin given along to listeners
     * @return what was accepted, which is also what a server passes on
     * @throws MalformedUpdateException if an entry that would be accepted isn't JSON, or is nested deeper than 20,000;
     *     then nothing of the update is taken in (y-protocols would have taken in the entries before)
     */
    public AwarenessChange apply(AwarenessUpdate update, @Nullable Object origin) {
        return changing(() -> {
            Staging staging = new Staging(table, clientId);
            update.entries().forEach(staging::offer);
            return commit(staging.steps(), origin);
        });
    }

    private AwarenessChange commit(List<Staging.Step> steps, @Nullable Object origin) {
        long now = time.millis();
        for (Staging.Step step : steps) {
            table.put(step.clientId(), step.clock(), step.state(), now);
        }
        List<Long> changed = clients(steps, List.of(Staging.Kind.UPDATED));
        AwarenessChange change = new AwarenessChange(
                clients(steps, List.of(Staging.Kind.ADDED)),
                clients(steps, List.of(Staging.Kind.UPDATED, Staging.Kind.RENEWED)),
                clients(steps, List.of(Staging.Kind.REMOVED)),
                origin);
        return publish(change, changed);
    }

    private static List<Long> clients(List<Staging.Step> steps, List<Staging.Kind> kinds) {
        return steps.stream()
                .filter(step -> kinds.contains(step.kind()))
                .map(Staging.Step::clientId)
                .toList();
    }

    /**
     * Takes clients for gone, for instance those of a connection that was closed. Clients that aren't here are left out.
     * The clock of another client stays: every peer accepts a removal with an equal clock. That of the own rises.
     *
     * @param clients their ids
     * @param origin given along to listeners
     * @return those that were here, as removed
     */
    public AwarenessChange removeStates(Collection<Long> clients, @Nullable Object origin) {
        return changing(() -> remove(clients, origin));
    }

    private AwarenessChange remove(Collection<Long> clients, @Nullable Object origin) {
        List<Long> removed = new ArrayList<>();
        for (long client : clients) {
            if (table.removeState(client)) {
                removed.add(client);
                raiseOwnClock(client);
            }
        }
        return publish(new AwarenessChange(List.of(), List.of(), removed, origin), List.of());
    }

    private void raiseOwnClock(long client) {
        if (client == clientId) {
            table.put(client, Staging.nextClock(table.clock(client)), null, time.millis());
        }
    }

    /**
     * Does what is due: renews the local state after 15 seconds, and takes clients for gone that haven't been heard of
     * for 30. To be called about every {@link #TICK_INTERVAL_MILLIS}, by any thread. Listeners are told about the two
     * separately.
     *
     * @return both in one: the own client as updated, the others as removed; with origin {@link #TIMEOUT}
     */
    public AwarenessChange tick() {
        return changing(() -> {
            long now = time.millis();
            List<Long> renewed = renew(now).updated();
            List<Long> silent = new ArrayList<>(table.silentSince(now - OUTDATED_TIMEOUT_MILLIS));
            silent.remove(clientId);
            table.forget(now - FORGET_MILLIS, client -> client == clientId);
            return new AwarenessChange(
                    List.of(), renewed, remove(silent, TIMEOUT).removed(), TIMEOUT);
        });
    }

    private AwarenessChange renew(long now) {
        AwarenessState own = table.state(clientId);
        if (own == null || now - table.lastUpdated(clientId) < RENEWAL_MILLIS) {
            return nothing(LOCAL);
        }
        return setLocal(own.json());
    }

    /**
     * Returns the states of some clients, to be sent: {@code null} for those who have gone.
     *
     * @param clients their ids, for instance {@link AwarenessChange#accepted}
     * @return one entry for each
     * @throws IllegalArgumentException if a client was never here (or is long forgotten)
     */
    public AwarenessUpdate encode(Collection<Long> clients) {
        synchronized (lock) {
            return AwarenessUpdate.of(clients.stream().map(this::entry).toList());
        }
    }

    private AwarenessUpdate.Entry entry(long client) {
        if (!table.isKnown(client)) {
            throw new IllegalArgumentException("Client " + client + " was never here");
        }
        AwarenessState state = table.state(client);
        return new AwarenessUpdate.Entry(client, table.clock(client), state == null ? "null" : state.json());
    }

    /**
     * Returns the states of all who are here, to be sent to one who comes.
     *
     * @return one entry for each
     */
    public AwarenessUpdate encodeAll() {
        synchronized (lock) {
            return encode(table.states().keySet());
        }
    }

    /**
     * Adds a listener for what a user sees: clients that come and go, and states that aren't equal to the former ones.
     *
     * @param listener is told from the next change on
     * @return takes the listener off again
     */
    public Subscription onChange(AwarenessListener listener) {
        return Notifier.subscribe(changeListeners, listener);
    }

    /**
     * Adds a listener for everything that has to be sent on, renewals of equal states included: without them others
     * would take the client for gone.
     *
     * @param listener is told from the next change on, after the listeners of {@link #onChange}
     * @return takes the listener off again
     */
    public Subscription onUpdate(AwarenessListener listener) {
        return Notifier.subscribe(updateListeners, listener);
    }

    private static AwarenessChange nothing(@Nullable Object origin) {
        return new AwarenessChange(List.of(), List.of(), List.of(), origin);
    }

    /** Queues a change for the listeners; those of onChange see as updated only what isn't a mere renewal. */
    private AwarenessChange publish(AwarenessChange update, List<Long> changed) {
        AwarenessChange change = new AwarenessChange(update.added(), changed, update.removed(), update.origin());
        if (!change.isEmpty()) {
            notifier.enqueue(changeListeners, change);
        }
        if (!update.isEmpty()) {
            notifier.enqueue(updateListeners, update);
        }
        return update;
    }

    private AwarenessChange changing(Supplier<AwarenessChange> body) {
        AwarenessChange change;
        synchronized (lock) {
            change = body.get();
        }
        notifier.drain();
        return change;
    }
}
