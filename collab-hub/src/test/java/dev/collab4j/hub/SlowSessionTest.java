package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlowSessionTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

    private ScriptedClient ann;
    private ScriptedClient bob;
    private ScriptedClient slow;

    @BeforeEach
    void join() {
        ann = fixture.joined("r");
        bob = fixture.joined("r");
        slow = fixture.joined("r");
    }

    /** Types more than the high-water mark of the slow one's connection. */
    private void typeMuch() {
        String piece = "x".repeat(4_000);
        for (int i = 0; i < 50; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, piece));
        }
        long id = ann.doc().clientId();
        await().until(() ->
                bob.doc().stateVector().get(id) == ann.doc().stateVector().get(id));
    }

    /** So that the room has handled what was sent before. */
    private void annEdits() {
        ann.edit(doc -> doc.getMap("m").set("ann", true));
        await().until(() -> bob.doc().getMap("m").has("ann"));
    }

    @Test
    void whoLagsCatchesUpWithDeletesAndTheNewestPresence() {
        slow.stopReading();
        typeMuch();
        ann.edit(doc -> doc.getText("t").delete(1, doc.getText("t").length() - 2));
        for (int i = 0; i < 100; i++) {
            ann.awareness().setLocalState(Map.of("cursor", i));
        }
        bob.awaitText("t", "xx").leavePage();
        int unread = fixture.transport.openFrames();
        assertThat(unread).as("frames kept for the slow one").isLessThan(100);
        slow.resumeReading();
        slow.awaitText("t", "xx");
        await().until(() ->
                slow.awareness().states().get(ann.doc().clientId()).json().contains("99"));
        slow.awaitPresent(ann.doc().clientId(), slow.doc().clientId());
    }

    @Test
    void nothingPilesUpForWhoNeverReads() {
        slow.stopReading();
        typeMuch();
        typeMuch();
        typeMuch();
        // at most the mark and what one turn brought on top of it
        assertThat(fixture.transport.pendingBytes()).isLessThan(LoopbackTransport.HIGH_WATER_BYTES + 300_000L);
    }

    @Test
    void theEchoOfAnEditWhileLaggingComesWithTheCatchUp() {
        slow.stopReading();
        typeMuch();
        slow.edit(doc -> doc.getMap("m").set("slow", true));
        await().until(() -> bob.doc().getMap("m").has("slow"));
        assertThat(slow.isSaved()).isFalse();
        slow.resumeReading();
        slow.awaitSaved();
        assertThat(slow.doc().getText("t").length()).isEqualTo(200_000);
    }

    @Test
    void theCatchUpDoesNotConfirmWhatIsNotDurable() {
        slow.stopReading();
        typeMuch();
        ann.awaitSaved();
        store.stallAppends();
        slow.edit(doc -> doc.getMap("m").set("slow", true));
        await().until(() -> bob.doc().getMap("m").has("slow"));
        slow.resumeReading();
        annEdits();
        assertThat(slow.isSaved()).isFalse();
        store.goOn();
        slow.awaitSaved();
        await().until(() -> slow.doc().getMap("m").has("ann"));
    }

    @Test
    void aNoOpThatIsSentWhileLaggingIsEchoedInTheEnd() {
        slow.edit(doc -> doc.getMap("m").set("slow", true));
        slow.awaitSaved();
        slow.stopReading();
        typeMuch();
        slow.send(new Message.Sync(new SyncMessage.Step2(slow.doc().encodeStateAsUpdate())));
        annEdits();
        slow.clearReceived();
        slow.resumeReading();
        await().until(() -> slow.doc().getMap("m").has("ann"));
        await().until(() -> slow.receivedUpdates().stream()
                .anyMatch(update -> update.stateVector().get(slow.doc().clientId()) == 1));
    }

    /** The one that it had broke while the store was behind. */
    @Test
    void theCatchUpOnANewConnectionDoesNotConfirmWhatIsNotDurable() {
        store.stallAppends();
        slow.edit(doc -> doc.getMap("m").set("slow", true));
        await().until(() -> bob.doc().getMap("m").has("slow"));
        slow.cut();
        typeMuch();
        slow.connect();
        slow.stopReading();
        annEdits();
        slow.resumeReading();
        await().until(() -> slow.doc().getMap("m").has("ann"));
        assertThat(slow.isSaved()).isFalse();
        store.goOn();
        slow.awaitSaved();
    }

    /** As after a restart that has lost its edit, when somebody else is back first. */
    @Test
    void theCatchUpDoesNotConfirmWhatAnotherBringsBack() {
        ScriptedClient lost = fixture.client("r");
        lost.edit(doc -> doc.getMap("m").set("lost", true));
        long id = lost.doc().clientId();
        ScriptedClient again = fixture.clientWithIdOf(lost, "r");
        again.connect();
        again.awaitSynced().stopReading();
        typeMuch();
        ann.awaitSaved();
        store.stallAppends();
        ScriptedClient other = fixture.client("r");
        other.doc().applyUpdate(lost.doc().encodeStateAsUpdate());
        other.connect();
        other.awaitSynced().awareness().setLocalState(Map.of("name", "other")); // an answer might have to wait
        await().until(() -> bob.awareness().states().containsKey(other.doc().clientId()));
        again.resumeReading();
        await().during(Duration.ofMillis(200)).until(() -> !confirms(again, id));
        store.goOn();
        await().until(() -> confirms(again, id));
    }

    private static boolean confirms(ScriptedClient client, long id) {
        return client.receivedUpdates().stream()
                .anyMatch(update -> update.stateVector().get(id) > 0);
    }

    @Test
    void aSyncStep1WhileLaggingIsAnsweredInTheEnd() {
        slow.stopReading();
        typeMuch();
        slow.send(new Message.Sync(new SyncMessage.Step1(slow.doc().stateVector())));
        annEdits();
        slow.clearReceived();
        slow.resumeReading();
        await().until(() -> slow.received().stream().anyMatch(HubFixture::isStep2));
    }

    // Long answers and catch-ups

    private static final int MAX_MESSAGE = 256 << 10;
    private static final int DOCUMENT = 50 * 4_000 * 10;

    private void makeItLarge() {
        for (int i = 0; i < 10; i++) {
            typeMuch();
        }
    }

    private static List<SyncMessage> updatesOf(ScriptedClient client) {
        return client.received().stream()
                .filter(Message.Sync.class::isInstance)
                .map(message -> ((Message.Sync) message).message())
                .filter(message -> !(message instanceof SyncMessage.Step1))
                .toList();
    }

    private static int size(SyncMessage message) {
        return new Message.Sync(message).encode().length;
    }

    @Test
    void aLongAnswerComesInPiecesOfWhichTheLastSaysSynced() {
        makeItLarge();
        ann.awaitSaved();
        ScriptedClient late = fixture.joined("r");
        List<SyncMessage> messages = updatesOf(late);
        assertThat(messages).hasSizeGreaterThan(DOCUMENT / MAX_MESSAGE);
        assertThat(messages).allSatisfy(message -> assertThat(size(message)).isLessThanOrEqualTo(MAX_MESSAGE));
        assertThat(messages.subList(0, messages.size() - 1)).allMatch(SyncMessage.Update.class::isInstance);
        assertThat(messages.get(messages.size() - 1)).isInstanceOf(SyncMessage.Step2.class);
        assertThat(late.doc().getText("t").length()).isEqualTo(DOCUMENT);
    }

    @Test
    void ofALongCatchUpNoMoreIsQueuedThanThatOneMessage() {
        slow.stopReading();
        makeItLarge();
        long unread = fixture.transport.pendingBytes();
        slow.resumeReading();
        slow.stopReading();
        slow.resumeReading();
        await().until(() -> slow.doc().getText("t").length() == DOCUMENT);
        assertThat(unread).isLessThan(LoopbackTransport.HIGH_WATER_BYTES + MAX_MESSAGE);
        assertThat(updatesOf(slow))
                .allSatisfy(message -> assertThat(size(message)).isLessThanOrEqualTo(MAX_MESSAGE));
    }

    @Test
    void manyWhoComeToALargeDocumentAndDontReadShareItsBytes() {
        makeItLarge();
        ann.awaitSaved();
        List<ScriptedClient> late = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ScriptedClient client = fixture.client("r");
            client.connect();
            client.stopReading();
            late.add(client);
        }
        annEdits();
        assertThat(fixture.hub.gate().maxOwnPendingBytes()).isLessThan(LoopbackTransport.HIGH_WATER_BYTES);
        late.forEach(ScriptedClient::resumeReading);
        late.forEach(client -> await().until(() -> client.doc().getMap("m").has("ann")));
        late.forEach(client -> assertThat(client.doc().getText("t").length()).isEqualTo(DOCUMENT));
    }

    @Test
    void whoIsTooSlowForItsAnswerBeginsAgain() {
        makeItLarge();
        ann.awaitSaved();
        List<ScriptedClient> late = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ScriptedClient client = fixture.client("r");
            client.doc().applyUpdate(ann.doc().encodeStateAsUpdate());
            client.doc().getText("t").delete(0, 1); // so that each asks from a state of its own
            client.edit(doc -> doc.getMap("m").set("who " + doc.clientId(), "x".repeat(1_000)));
            client.connect();
            client.stopReading();
            late.add(client);
        }
        slow.stopReading();
        makeItLarge();
        late.forEach(ScriptedClient::resumeReading);
        slow.resumeReading();
        late.forEach(ScriptedClient::awaitSynced);
        late.forEach(ScriptedClient::awaitSaved);
        byte[] state = fixture.hub
                .room("r")
                .read(doc -> doc.encodeStateAsUpdate().toV1())
                .join();
        late.forEach(client -> await().until(
                        () -> Arrays.equals(client.doc().encodeStateAsUpdate().toV1(), state)));
    }

    @Test
    void whoIsOwedAnEchoSeesTheOthersWhileTheStoreIsAway() {
        makeItLarge();
        ann.awaitSaved();
        ScriptedClient late = fixture.client("r");
        late.connect();
        late.stopReading();
        HubFixture.awaitHandled(bob);
        store.stallAppends();
        late.edit(doc -> doc.getMap("m").set("late", true));
        await().until(() -> bob.doc().getMap("m").has("late"));
        annEdits();
        late.resumeReading();
        await().until(() -> late.doc().getMap("m").has("ann"));
        assertThat(late.isSaved()).isFalse();
        store.goOn();
        late.awaitSaved();
    }

    @Test
    void acknowledgementsAreCountedWhileItLags() {
        try (LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus())) {
            ScriptedProvider.Socket socket = new ScriptedProvider.Socket(transport).open();
            ScriptedProvider provider = socket.attach("r", "").awaitSynced().awaitSaved();
            socket.peer().stopReading();
            typeMuch();
            long unread = transport.pendingBytes();
            for (int i = 0; i < 100; i++) {
                provider.edit(doc -> doc.getText("p").insert(0, "x"));
            }
            await().until(() -> bob.doc().getText("p").length() == 100);
            fixture.hub.room("r").broadcastStateless("dropped");
            annEdits();
            assertThat(transport.pendingBytes()).isEqualTo(unread);
            assertThat(fixture.hub.engine().tally().droppedStateless()).isEqualTo(1);
            socket.peer().resumeReading();
            provider.awaitSaved();
            assertThat(provider.count(HocuspocusMessage.SyncStatus.class)).isEqualTo(101);
            assertThat(provider.count(HocuspocusMessage.Stateless.class)).isZero();
        }
    }
}
