package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.ScriptedClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailingStoreTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.store(store)
                    .options(HubFixture.quick().build())
                    .limits(Limits.builder().maxUnsavedBytes(6_000).build()))
            .releasing(store);

    @Test
    void aStoreThatFailsIsTriedAgainUntilItWorks() {
        ScriptedClient ann = fixture.joined("r");
        store.failAppends.set(5);
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.edit(doc -> doc.getText("t").insert(1, "b"));
        ann.awaitSaved();
        assertThat(store.appended).hasSize(2);
        assertThat(store.appends.get()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void anAppendOfUnknownOutcomeIsRepeatedWithTheSameIds() {
        ScriptedClient ann = fixture.joined("r");
        store.failAfterAppend.set(1);
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(store.appended).hasSize(2);
        assertThat(store.appended.get(0).id()).isEqualTo(store.appended.get(1).id());
    }

    @Test
    void whenTheBufferIsFullTheRoomIsReadOnlyAndLosesNothing() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        store.stallAppends();
        for (int i = 0; i < 30; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(100)));
        }
        HubFixture.awaitHandled(ann);
        assertThatThrownBy(() -> fixture.hub
                        .room("r")
                        .edit("code", doc -> doc.getText("t").insert(0, "y"))
                        .join())
                .hasCauseInstanceOf(LimitExceededException.class);
        assertThat(ann.isSaved()).isFalse();
        int unsaved =
                fixture.hub.room("r").read(doc -> doc.getText("t").length()).join();
        assertThat(unsaved).isBetween(1_500, 2_500);
        store.goOn();
        ann.awaitSaved();
        bob.awaitText("t", "x".repeat(3_000));
        assertThat(fixture.hub.room("r").read(doc -> doc.getText("t").length()).join())
                .isEqualTo(3_000);
    }

    /** It is kept for its echo each time. */
    @Test
    void whatIsSentAgainAndAgainIsBoundedToo() {
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(100)));
        Update whole = ann.doc().encodeStateAsUpdate();
        for (int i = 0; i < 30; i++) {
            ann.send(new Message.Sync(new SyncMessage.Update(whole)));
        }
        HubFixture.awaitHandled(ann);
        assertThat(fixture.hub.unsavedBytes()).isBetween(4_000L, 8_000L);
        assertThat(isFull()).isTrue();
        store.goOn();
        ann.awaitSaved();
        await().until(() -> fixture.hub.unsavedBytes() == 0 && !isFull());
    }

    private boolean isFull() {
        return fixture.hub
                .room("r")
                .edit("code", doc -> {})
                .orTimeout(2, TimeUnit.SECONDS) // otherwise it waits for the store
                .handle((done, failure) -> failure instanceof LimitExceededException)
                .join();
    }

    @Test
    void aStoreThatHangsDoesNotStopOtherRooms() {
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ScriptedClient bob = fixture.joined("s");
        ScriptedClient eve = fixture.joined("s");
        bob.edit(doc -> doc.getText("t").insert(0, "b"));
        eve.awaitText("t", "b");
    }
}
