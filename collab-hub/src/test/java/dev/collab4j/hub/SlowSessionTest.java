package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
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
        int before = ann.doc().getText("t").length();
        for (int i = 0; i < 50; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, piece));
        }
        await().until(() -> bob.doc().getText("t").length() == before + 50 * piece.length());
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
}
