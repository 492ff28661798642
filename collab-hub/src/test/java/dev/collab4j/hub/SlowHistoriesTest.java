package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateStruct;
import dev.collab4j.core.YText;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.internal.engine.Tally;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * People of both protocols who type, delete and show their cursors, while some of them read nothing for a while, ask again,
 * lose their connection, and the store stalls. In the end all have the document, and all that they wrote is saved. The seed
 * decides what is done, not when it arrives.
 */
class SlowHistoriesTest {

    private static final long SEED = Long.getLong("collab.slow.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.slow.histories", 12);
    private static final int PEOPLE = 6;
    private static final int STEPS = 250;

    private long lags;

    @Test
    void whoReadsAgainHasEverything() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            try (History history = new History(seed)) {
                history.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "Again: -Dtest=SlowHistoriesTest -Dcollab.slow.histories=1 -Dcollab.slow.seed=" + seed, e);
            }
        }
        System.out.printf("slow: histories %d from seed %d: fallen behind %d times%n", HISTORIES, SEED, lags);
        assertThat(lags).isGreaterThan(2L * HISTORIES);
    }

    private final class History implements AutoCloseable {

        private final Random random;
        private final TestStore store = new TestStore();
        private final HubFixture fixture = HubFixture.with(store, HubFixture.quick());
        private final LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());
        private final List<ScriptedClient> people = new ArrayList<>();
        private final Set<ScriptedClient> slow = new HashSet<>();
        private final ScriptedProvider.Socket socket = new ScriptedProvider.Socket(transport).open();
        private final ScriptedProvider provider = socket.attach("r", "");
        private boolean providerIsSlow;
        private boolean isStalled;

        private History(long seed) {
            random = new Random(seed);
        }

        private void run() {
            for (int i = 0; i < PEOPLE; i++) {
                people.add(fixture.joined("r"));
            }
            provider.awaitSynced();
            for (int step = 0; step < STEPS; step++) {
                step(people.get(random.nextInt(PEOPLE)));
            }
            end();
        }

        private void step(ScriptedClient who) {
            switch (random.nextInt(20)) {
                case 0, 1 -> stop(who);
                case 2 -> goOn(who);
                case 3 -> stall(true);
                case 4 -> stall(false);
                case 5 -> askAgain(who);
                case 6 -> comeBack(who);
                case 7 -> who.awareness().setLocalState(Map.of("cursor", random.nextInt(100)));
                case 8 -> toggleProvider();
                case 9, 10 -> provider.edit(this::change);
                case 11, 12 -> who.edit(doc -> doc.getText("t").insert(0, "x".repeat(1 + random.nextInt(120_000))));
                default -> who.edit(this::change);
            }
        }

        private void change(Doc doc) {
            YText text = doc.getText("t");
            int length = text.length();
            if (length > 100 && random.nextInt(3) == 0) {
                text.delete(random.nextInt(length / 2), 1 + random.nextInt(length / 2));
            } else {
                text.insert(random.nextInt(length + 1), "y".repeat(1 + random.nextInt(5_000)));
            }
        }

        private void stall(boolean stalls) {
            if (stalls && !isStalled) {
                store.stallAppends();
            } else if (!stalls) {
                store.goOn();
            }
            isStalled = stalls;
        }

        private void stop(ScriptedClient who) {
            if (slow.size() < PEOPLE - 2 && slow.add(who)) {
                who.stopReading();
            }
        }

        private void goOn(ScriptedClient who) {
            if (slow.remove(who)) {
                who.resumeReading();
            }
        }

        private void askAgain(ScriptedClient who) {
            who.send(new Message.Sync(new SyncMessage.Step1(who.doc().stateVector())));
        }

        private void comeBack(ScriptedClient who) {
            slow.remove(who);
            who.cut();
            who.connect();
        }

        private void toggleProvider() {
            providerIsSlow = !providerIsSlow;
            if (providerIsSlow) {
                socket.peer().stopReading();
            } else {
                socket.peer().resumeReading();
            }
        }

        private void end() {
            stall(false);
            List.copyOf(slow).forEach(this::goOn);
            socket.peer().resumeReading();
            people.forEach(who -> await().until(() -> isEchoed(who)));
            provider.awaitSaved();
            byte[] expected = fixture.hub
                    .room("r")
                    .read(doc -> doc.encodeStateAsUpdate().toV1())
                    .join();
            people.forEach(who -> await().until(() -> isEqual(who.doc(), expected)));
            await().until(() -> isEqual(provider.doc, expected));
            Tally tally = fixture.hub.engine().tally();
            await().until(() -> tally.ringBytes() == 0);
            lags += tally.lags();
        }

        /** All that it has typed was durable when it connected, or has come back as an Update. */
        private boolean isEchoed(ScriptedClient who) {
            long id = who.doc().clientId();
            long known = durableAtJoin(who).get(id);
            long echoed = Update.merge(who.receivedUpdates()).structs().stream()
                    .filter(struct -> struct.id().client() == id && struct.kind() != UpdateStruct.Kind.SKIP)
                    .mapToLong(struct -> struct.id().clock()
                            + struct.length()
                            - Math.max(struct.id().clock(), known))
                    .filter(length -> length > 0)
                    .sum();
            return echoed == who.doc().stateVector().get(id) - known;
        }

        private StateVector durableAtJoin(ScriptedClient who) {
            StateVector last = StateVector.empty();
            for (Message message : who.received()) {
                if (message instanceof Message.Sync sync && sync.message() instanceof SyncMessage.Step1 step1) {
                    last = step1.stateVector();
                }
            }
            return last;
        }

        private boolean isEqual(Doc doc, byte[] expected) {
            return Arrays.equals(doc.encodeStateAsUpdate().toV1(), expected);
        }

        @Override
        public void close() {
            transport.close();
            fixture.close();
            assertThat(transport.openFrames()).isZero();
        }
    }
}
