package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowSessionTest {

    private final TestStore store = new TestStore();
    private final HubFixture fixture = HubFixture.with(store, HubFixture.quick());
    private CountDownLatch gate = new CountDownLatch(0);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
        assertThat(fixture.transport.openFrames()).isZero();
    }

    /** Types more than the high-water mark of the slow one's connection. */
    private static void typeMuch(ScriptedClient ann, ScriptedClient quick) {
        String piece = "x".repeat(4_000);
        int before = ann.doc().getText("t").length();
        for (int i = 0; i < 50; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, piece));
        }
        await().until(() -> quick.doc().getText("t").length() == before + 50 * piece.length());
    }

    @Test
    void whoLagsCatchesUpWithDeletesAndTheNewestPresence() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ScriptedClient slow = fixture.joined("r");
        slow.stopReading();
        typeMuch(ann, bob);
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
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ScriptedClient slow = fixture.joined("r");
        slow.stopReading();
        typeMuch(ann, bob);
        typeMuch(ann, bob);
        typeMuch(ann, bob);
        // at most the mark and what one turn brought on top of it
        assertThat(fixture.transport.pendingBytes()).isLessThan(LoopbackTransport.HIGH_WATER_BYTES + 300_000L);
    }

    @Test
    void theEchoOfAnEditWhileLaggingComesWithTheCatchUp() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ScriptedClient slow = fixture.joined("r");
        slow.stopReading();
        typeMuch(ann, bob);
        slow.edit(doc -> doc.getMap("m").set("slow", true));
        await().until(() -> bob.doc().getMap("m").has("slow"));
        assertThat(slow.isSaved()).isFalse();
        slow.resumeReading();
        slow.awaitSaved();
        assertThat(slow.doc().getText("t").length()).isEqualTo(200_000);
    }

    @Test
    void theCatchUpDoesNotConfirmWhatIsNotDurable() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ScriptedClient slow = fixture.joined("r");
        slow.stopReading();
        typeMuch(ann, bob);
        ann.awaitSaved();
        gate = store.stallAppends();
        slow.edit(doc -> doc.getMap("m").set("slow", true));
        await().until(() -> bob.doc().getMap("m").has("slow"));
        slow.resumeReading();
        ann.edit(doc -> doc.getMap("m").set("ann", true));
        await().until(() -> bob.doc().getMap("m").has("ann"));
        assertThat(slow.isSaved()).isFalse();
        gate.countDown();
        slow.awaitSaved();
        await().until(() -> slow.doc().getMap("m").has("ann"));
    }

    @Test
    void aNoOpThatIsSentWhileLaggingIsEchoedInTheEnd() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ScriptedClient slow = fixture.joined("r");
        slow.edit(doc -> doc.getMap("m").set("slow", true));
        slow.awaitSaved();
        slow.stopReading();
        typeMuch(ann, bob);
        slow.send(new Message.Sync(new SyncMessage.Step2(slow.doc().encodeStateAsUpdate())));
        ann.edit(doc -> doc.getMap("m").set("ann", true));
        await().until(() -> bob.doc().getMap("m").has("ann"));
        slow.clearReceived();
        slow.resumeReading();
        await().until(() -> slow.doc().getMap("m").has("ann"));
        await().until(() -> slow.receivedUpdates().stream()
                .anyMatch(update -> update.stateVector().get(slow.doc().clientId()) == 1));
    }

    @Test
    void aSyncStep1WhileLaggingIsAnsweredInTheEnd() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ScriptedClient slow = fixture.joined("r");
        slow.stopReading();
        typeMuch(ann, bob);
        slow.send(new Message.Sync(new SyncMessage.Step1(slow.doc().stateVector())));
        ann.edit(doc -> doc.getMap("m").set("ann", true));
        await().until(() -> bob.doc().getMap("m").has("ann"));
        slow.clearReceived();
        slow.resumeReading();
        await().until(() -> slow.received().stream().anyMatch(SlowSessionTest::isStep2));
    }

    private static boolean isStep2(Message message) {
        return message instanceof Message.Sync sync && sync.message() instanceof SyncMessage.Step2;
    }
}
