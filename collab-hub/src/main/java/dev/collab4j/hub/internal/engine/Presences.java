package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.awareness.AwarenessChange;
import dev.collab4j.core.awareness.AwarenessState;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.awareness.AwarenessUpdate.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room. Each presence id belongs to the session that it came with first and leaves with it; y-websocket
 * clients also relay what they hear, so an id that belongs to another session is dropped silently. A session of the same
 * user that has no id yet takes one over that was left behind: from a broken connection by its first presence message,
 * which is a client's own, and from one that still seems to live by a newer clock, which a relay does not have. With the
 * clock that is known its first message makes it the heir: it gets the id when that connection breaks. Lives on the room's
 * turns.
 */
final class Presences {

    private final Awareness awareness;
    private final InstantSource clock;
    private final int maxPerSession;
    private final Tally tally;
    private final Map<Long, RoomSession> owners = new HashMap<>();
    private final Map<Long, Long> clocks = new HashMap<>();
    /** Who gets an id when its owner's connection breaks: the same client, by a newer connection. */
    private final Map<Long, RoomSession> heirs = new HashMap<>();
    /** Ids whose connection broke: they wait for their client to come back. */
    private final Map<Long, Orphan> orphans = new HashMap<>();
    /** Ids that live at other hubs. */
    private final Set<Long> remote = new HashSet<>();
    /** What this turn has to send to the sessions, and to other hubs. */
    private final Set<Long> changed = new LinkedHashSet<>();

    private final Set<Long> changedHere = new LinkedHashSet<>();

    Presences(long clientId, InstantSource clock, int maxPerSession, Tally tally) {
        this.clock = clock;
        this.awareness = new Awareness(clientId, clock);
        this.maxPerSession = maxPerSession;
        this.tally = tally;
        awareness.setLocalState(null); // a server is no participant
    }

    boolean hasOrphans() {
        return !orphans.isEmpty();
    }

    /** Takes what a client says; throws MalformedUpdateException if it is no JSON. */
    void receive(RoomSession session, AwarenessUpdate update) {
        boolean isOwn = session.isFirstPresence() && update.entries().size() == 1;
        Set<Long> newcomers = new HashSet<>();
        List<Entry> admitted = new ArrayList<>();
        for (Entry entry : update.entries()) {
            if (isAdmitted(session, entry, isOwn) || isNewcomer(session, entry, newcomers)) {
                admitted.add(entry);
            }
        }
        accepted(session, awareness.apply(AwarenessUpdate.of(admitted), session));
        admitted.stream()
                .filter(entry -> owners.containsKey(entry.clientId()))
                .forEach(entry -> clocks.merge(entry.clientId(), entry.clock(), Math::max));
    }

    private boolean isAdmitted(RoomSession session, Entry entry, boolean isOwn) {
        long id = entry.clientId();
        RoomSession owner = owners.get(id);
        if (owner == session) {
            return true;
        }
        if (owner != null) {
            return mayTakeOver(session, owner.user(), entry) && succeeds(session, owner, entry, isOwn);
        }
        Orphan orphan = orphans.get(id);
        if (orphan != null) {
            return isOwn && mayTakeOver(session, orphan.user, entry) && claim(session, id);
        }
        return remote.contains(id) && isOwn && isUnbound(session, entry) && comesHere(session, id);
    }

    /** Nobody has it yet; who has never been here can't leave. */
    private boolean isNewcomer(RoomSession session, Entry entry, Set<Long> newcomers) {
        long id = entry.clientId();
        boolean isKnown = owners.containsKey(id) || orphans.containsKey(id) || remote.contains(id);
        if (isKnown || entry.removed()) {
            return false;
        }
        if (session.presences().size() + newcomers.size() >= maxPerSession) {
            tally.refused(Refusal.PRESENCES);
            return false;
        }
        return newcomers.add(id);
    }

    /** A client that was at another hub: that hub hears of it, even if its clock is the same. */
    private boolean comesHere(RoomSession session, long id) {
        remote.remove(id);
        own(session, id);
        changed.add(id);
        changedHere.add(id);
        return true;
    }

    private static boolean mayTakeOver(RoomSession session, @Nullable String user, Entry entry) {
        return isUnbound(session, entry) && Objects.equals(session.user(), user);
    }

    private static boolean isUnbound(RoomSession session, Entry entry) {
        return session.presences().isEmpty() && !entry.removed();
    }

    /** At once by a newer clock, else later, if it is the client itself that shows it. */
    private boolean succeeds(RoomSession session, RoomSession owner, Entry entry, boolean isOwn) {
        long id = entry.clientId();
        if (entry.clock() > clocks.getOrDefault(id, Long.MAX_VALUE)) {
            return takeOver(session, owner, id);
        }
        if (isOwn) {
            heirs.put(id, session);
        }
        return false;
    }

    private boolean takeOver(RoomSession session, RoomSession owner, long id) {
        owner.presences().remove(id);
        own(session, id);
        return true;
    }

    private boolean claim(RoomSession session, long id) {
        orphans.remove(id);
        own(session, id);
        return true;
    }

    private void own(RoomSession session, long id) {
        owners.put(id, session);
        heirs.remove(id);
        session.presences().add(id);
    }

    private void accepted(RoomSession session, AwarenessChange change) {
        for (long id : change.removed()) {
            disown(id);
        }
        change.added().forEach(id -> ownUnlessOwned(session, id));
        change.updated().forEach(id -> ownUnlessOwned(session, id));
        changed.addAll(change.accepted());
        changedHere.addAll(change.accepted());
    }

    private void ownUnlessOwned(RoomSession session, long id) {
        if (!owners.containsKey(id) && !remote.contains(id)) {
            own(session, id);
        }
    }

    private void disown(long id) {
        clocks.remove(id);
        heirs.remove(id);
        RoomSession owner = owners.remove(id);
        if (owner != null) {
            owner.presences().remove(id);
        }
        remote.remove(id);
    }

    /** A session has gone; what it leaves behind for a while is returned. */
    Map<Long, Orphan> left(RoomSession session, boolean mayComeBack) {
        heirs.values().removeIf(session::equals);
        Set<Long> ids = Set.copyOf(session.presences());
        if (!mayComeBack) {
            ids.forEach(this::disown);
            remove(ids);
            return Map.of();
        }
        Map<Long, Orphan> left = new HashMap<>();
        ids.stream().filter(id -> !inherit(id)).forEach(id -> left.put(id, new Orphan(session.user())));
        orphans.putAll(left);
        return left;
    }

    /** The broken connection of an id is over; true if its client has another one. */
    private boolean inherit(long id) {
        RoomSession heir = heirs.get(id);
        disown(id);
        if (heir == null || !heir.presences().isEmpty()) {
            return false;
        }
        own(heir, id);
        return true;
    }

    /** Their time is over: those that nobody has claimed since are gone. */
    void expire(Map<Long, Orphan> left) {
        remove(left.keySet().stream()
                .filter(id -> orphans.remove(id, left.get(id)))
                .toList());
    }

    private void remove(Iterable<Long> ids) {
        List<Long> all = new ArrayList<>();
        ids.forEach(all::add);
        List<Long> removed = awareness.removeStates(all, null).removed();
        changed.addAll(removed);
        changedHere.addAll(removed);
    }

    /** Another hub says who is there. */
    void receiveRemote(AwarenessUpdate update) {
        List<Entry> foreign = update.entries().stream()
                .filter(entry -> !owners.containsKey(entry.clientId()) || !entry.removed())
                .toList();
        AwarenessChange change = awareness.apply(AwarenessUpdate.of(foreign), null);
        foreign.stream().filter(this::hasMoved).map(Entry::clientId).forEach(this::addRemote);
        change.removed().forEach(this::disown);
        change.added().forEach(this::addRemote);
        change.updated().forEach(this::addRemote);
        changed.addAll(change.accepted());
    }

    /** It has come back to another hub after its connection here broke; that need not raise its clock. */
    private boolean hasMoved(Entry entry) {
        AwarenessState state = awareness.states().get(entry.clientId());
        return orphans.containsKey(entry.clientId()) && state != null && entry.clock() == state.clock();
    }

    /** A client that has moved to another hub is that hub's now. */
    private void addRemote(long id) {
        disown(id);
        orphans.remove(id);
        remote.add(id);
    }

    /** Removes who was silent for too long. */
    void tick() {
        AwarenessChange change = awareness.tick();
        change.removed().forEach(this::disown);
        changed.addAll(change.removed());
    }

    /** Everyone who is here. */
    List<PresentClient> present() {
        return awareness.states().entrySet().stream()
                .map(entry -> present(entry.getKey(), entry.getValue()))
                .toList();
    }

    private PresentClient present(long id, AwarenessState state) {
        RoomSession owner = owners.get(id);
        Instant heard = Objects.requireNonNull(awareness.lastUpdated(id), "it is here");
        return new PresentClient(id, state, owner, owner == null ? lastUser(id) : owner.user(), heard, clock.instant());
    }

    private @Nullable String lastUser(long id) {
        Orphan orphan = orphans.get(id);
        return orphan == null ? null : orphan.user;
    }

    boolean isEmpty() {
        return awareness.states().isEmpty();
    }

    AwarenessUpdate all() {
        return awareness.encodeAll();
    }

    /** The presences that live here, for another hub. */
    AwarenessUpdate local() {
        return awareness.encode(owners.keySet());
    }

    /** Everyone who is here, and those of the given who have gone and not come back. */
    AwarenessUpdate allAnd(Map<Long, Entry> removed) {
        Map<Long, Entry> all = new LinkedHashMap<>(removed);
        awareness.encodeAll().entries().forEach(entry -> all.put(entry.clientId(), entry));
        return AwarenessUpdate.of(List.copyOf(all.values()));
    }

    boolean hasChanged() {
        return !changed.isEmpty();
    }

    /** What has changed since the last call, null if nothing. */
    @Nullable
    AwarenessUpdate takeChanged() {
        return take(changed);
    }

    /** What sessions of this hub have changed since the last call, null if nothing. */
    @Nullable
    AwarenessUpdate takeChangedHere() {
        return take(changedHere);
    }

    private @Nullable AwarenessUpdate take(Set<Long> ids) {
        if (ids.isEmpty()) {
            return null;
        }
        AwarenessUpdate update = awareness.encode(ids);
        ids.clear();
        return update;
    }

    /** When presence may be sent again: cursors of busy rooms are thinned, to the latest of each client. */
    static final class Throttle {

        private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();
        private static final int PART_OF_THE_TIME = 10;

        private long lastFlush = System.nanoTime() - MAX_NANOS;
        private boolean waiting;
        private long least;

        /** Zero if presence may go out now; else how long to wait, once. Null if somebody waits already. */
        @Nullable
        Duration pause(Duration interval) {
            long passed = System.nanoTime() - lastFlush;
            long pause = Math.max(interval.toNanos(), least);
            if (passed >= pause) {
                lastFlush = System.nanoTime();
                waiting = false;
                return Duration.ZERO;
            }
            if (waiting) {
                return null;
            }
            waiting = true;
            return Duration.ofNanos(pause - passed);
        }

        /** How long it took to handle and send presence: no more than a tenth of a room's time goes into that. */
        void took(long nanos) {
            least = Math.min(nanos, MAX_NANOS / PART_OF_THE_TIME) * PART_OF_THE_TIME;
        }

        /** The wait is over, whatever the clock says. */
        void stopWaiting() {
            waiting = false;
        }
    }

    /** What a broken connection has left; compared by identity, as it may break again before the first time is over. */
    static final class Orphan {

        private final @Nullable String user;

        private Orphan(@Nullable String user) {
            this.user = user;
        }
    }
}
