package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.awareness.AwarenessUpdate.Entry;
import dev.collab4j.hub.Access;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PresencesTest {

    private static final int MOST = 4;

    private Instant now = Instant.EPOCH.plusSeconds(1);
    private final Presences presences = new Presences(1, () -> now, MOST, new Tally());
    private final RoomSession ann = session("ann");

    private static RoomSession session(String user) {
        Client client = (Client) Proxy.newProxyInstance(
                Client.class.getClassLoader(), new Class<?>[] {Client.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("connection")) {
                        return null;
                    }
                    throw new AssertionError("nothing is sent here: " + method);
                });
        return new RoomSession(user, Access.readWrite(user), client);
    }

    private static AwarenessUpdate update(Entry... entries) {
        return AwarenessUpdate.of(List.of(entries));
    }

    private static Entry present(long id, long clock) {
        return new Entry(id, clock, "{}");
    }

    private static Entry gone(long id, long clock) {
        return new Entry(id, clock, "null");
    }

    private List<Long> here() {
        return presences.all().entries().stream().map(Entry::clientId).toList();
    }

    private List<Entry> toldOthers() {
        AwarenessUpdate update = presences.takeChangedHere();
        return update == null ? List.of() : update.entries();
    }

    @Test
    void oneMessageBringsNoMoreThanTheLimit() {
        Entry[] many =
                IntStream.range(0, 3 * MOST).mapToObj(i -> present(100 + i, 1)).toArray(Entry[]::new);
        presences.receive(ann, update(many));
        assertThat(here()).hasSize(MOST);
        presences.receive(ann, update(present(900, 1)));
        assertThat(here()).hasSize(MOST).doesNotContain(900L);
    }

    @Test
    void whoWasNeverHereCanNotLeave() {
        presences.receive(
                ann,
                update(IntStream.range(0, 3 * MOST)
                        .mapToObj(i -> gone(100 + i, 1))
                        .toArray(Entry[]::new)));
        assertThat(presences.hasChanged()).isFalse();
    }

    @Test
    void theSecondBreakHasATimeOfItsOwn() {
        presences.receive(ann, update(present(7, 1)));
        var first = presences.left(ann, true);
        RoomSession again = session("ann");
        presences.receive(again, update(present(7, 1)));
        var second = presences.left(again, true);
        presences.expire(first);
        assertThat(here()).containsExactly(7L);
        presences.expire(second);
        assertThat(here()).isEmpty();
    }

    @Test
    void whoIsSilentForHalfAMinuteIsGone() {
        presences.receive(ann, update(present(7, 1), present(8, 1)));
        now = now.plusSeconds(29);
        presences.receive(ann, update(present(8, 2)));
        presences.tick();
        assertThat(here()).containsExactly(7L, 8L);
        now = now.plusSeconds(1);
        presences.tick();
        assertThat(here()).containsExactly(8L);
    }

    @Test
    void anHeirHasWhatABrokenConnectionLeaves() {
        presences.receive(ann, update(present(7, 1)));
        RoomSession again = session("ann");
        presences.receive(again, update(present(7, 1)));
        assertThat(presences.left(ann, true)).isEmpty();
        assertThat(here()).containsExactly(7L);
        presences.left(again, false);
        assertThat(here()).isEmpty();
    }

    @Test
    void whoLeavesOnPurposeLeavesNothing() {
        presences.receive(ann, update(present(7, 1)));
        presences.receive(session("ann"), update(present(7, 1)));
        presences.left(ann, false);
        assertThat(here()).isEmpty();
    }

    @Test
    void anHeirThatHasGoneBeforeHasNothing() {
        presences.receive(ann, update(present(7, 1)));
        RoomSession again = session("ann");
        presences.receive(again, update(present(7, 1)));
        presences.left(again, true);
        assertThat(presences.left(ann, true)).containsOnlyKeys(7L);
    }

    @Test
    void whoRelaysIsNoHeir() {
        presences.receive(ann, update(present(7, 1)));
        RoomSession relay = session("ann");
        presences.receive(relay, update(present(7, 1), gone(8, 1)));
        presences.receive(relay, update(present(7, 1)));
        assertThat(presences.left(ann, true)).containsOnlyKeys(7L);
    }

    @Test
    void anotherUserIsNoHeir() {
        presences.receive(ann, update(present(7, 1)));
        presences.receive(session("eve"), update(present(7, 1)));
        assertThat(presences.left(ann, true)).containsOnlyKeys(7L);
    }

    @Test
    void whoLivesAtAnotherHubIsNotOverwrittenByARelay() {
        presences.receiveRemote(update(present(7, 3)));
        presences.receive(ann, update(present(50, 1)));
        presences.receive(ann, update(gone(7, 3)));
        presences.receive(ann, update(present(7, 9)));
        assertThat(here()).containsExactlyInAnyOrder(7L, 50L);
        assertThat(clockOf(7)).isEqualTo(3);
    }

    private long clockOf(long id) {
        return presences.all().entries().stream()
                .filter(entry -> entry.clientId() == id)
                .mapToLong(Entry::clock)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoComesFromAnotherHubIsOfThisOneFromThenOn() {
        presences.receiveRemote(update(present(7, 3)));
        presences.receive(ann, update(present(7, 3)));
        assertThat(toldOthers()).containsExactly(present(7, 3));
        presences.receiveRemote(update(gone(7, 3)));
        assertThat(here()).as("the other hub's grace is over").containsExactly(7L);
        presences.left(ann, false);
        assertThat(here()).isEmpty();
    }

    @Test
    void whoHasMovedToAnotherHubIsNotTakenForGone() {
        presences.receive(ann, update(present(7, 3)));
        var left = presences.left(ann, true);
        presences.receiveRemote(update(present(7, 3)));
        presences.expire(left);
        assertThat(here()).containsExactly(7L);
    }

    @Test
    void whatComesLateFromTheOldHubMovesNobody() {
        presences.receive(ann, update(present(7, 3)));
        var left = presences.left(ann, true);
        presences.receiveRemote(update(present(7, 2)));
        presences.expire(left);
        assertThat(here()).isEmpty();
    }

    @Test
    void aCatchUpHoldsWhoHasGone() {
        presences.receive(ann, update(present(7, 1), present(8, 1)));
        Lag lag = new Lag(0);
        lag.missedPresence(List.of(gone(7, 1), gone(9, 5)));
        List<Entry> all = presences.allAnd(lag.removedPresences()).entries();
        assertThat(all).contains(present(7, 1), present(8, 1), gone(9, 5)).hasSize(3);
    }
}
