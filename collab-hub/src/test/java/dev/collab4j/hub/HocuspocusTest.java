package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.HocuspocusFrame;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HocuspocusTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.store(store)
                    .authenticator(HocuspocusTest::authenticate)
                    .statelessListener(HocuspocusTest::answer)
                    .options(HubFixture.quick()
                            .authenticationTimeout(Duration.ofSeconds(2))
                            .presenceGrace(Duration.ofMinutes(1))
                            .build())
                    .limits(Limits.builder()
                            .maxRoomsPerConnection(3)
                            .maxUpdateBytes(50_000)
                            .maxUnsavedBytes(6_000)
                            .build()))
            .releasing(store);

    private final LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());
    private final ScriptedProvider.Socket socket = new ScriptedProvider.Socket(transport).open();

    @AfterEach
    void close() {
        store.goOn();
        fixture.hub.close();
        transport.close();
        assertThat(transport.openFrames()).isZero();
    }

    private static Access authenticate(JoinRequest request) {
        String token = Objects.requireNonNullElse(request.token(), "anybody");
        return switch (token) {
            case "bad" -> Access.denied("wrong token");
            case "reader" -> Access.readOnly("reader");
            default -> Access.readWrite(token);
        };
    }

    private static void answer(StatelessMessage message) {
        if (message.payload().equals("all")) {
            message.broadcast("to all of " + message.room() + " from " + message.user());
        } else {
            message.reply("you said " + message.payload());
        }
    }

    private String stored() {
        return StoredDocuments.text(store.memory, "doc", "t");
    }

    // Connecting

    @Test
    void theClientIsLetInBeforeTheDocumentIsLoaded() {
        store.stallLoads();
        ScriptedProvider ann = socket.attach("doc", "ann");
        ann.awaitMessage(HocuspocusMessage.Authenticated.class);
        assertThat(ann.isSynced()).isFalse();
        store.goOn();
        ann.awaitSynced().awaitSaved();
        assertThat(ann.received.get(0)).isEqualTo(new HocuspocusMessage.Authenticated(false));
    }

    @Test
    void whatIsTypedBeforeTheDocumentIsOpenIsSavedAndCounted() {
        store.stallLoads();
        ScriptedProvider ann = socket.attach("doc", "ann");
        for (int i = 0; i < 5; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, "a"));
        }
        ann.edit(doc -> doc.getText("t").delete(0, 1));
        store.goOn();
        ann.awaitSaved();
        assertThat(stored()).isEqualTo("aaaa");
    }

    @Test
    void aProviderOfVersion2WithoutTokenSaysNothingOfIt() {
        ScriptedProvider ann = socket.attach("doc", null);
        ann.awaitSynced().awaitSaved();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(store.appended.get(0).author()).isEqualTo("anybody");
    }

    @Test
    void whoOpensNoDocumentIsClosed() {
        assertThat(socket.awaitClosed()).isEqualTo(4408);
    }

    @Test
    void whoIsDeniedAndStaysIsClosed() {
        socket.attach("doc", "bad").awaitMessage(HocuspocusMessage.PermissionDenied.class);
        assertThat(socket.awaitClosed()).isEqualTo(4408);
    }

    @Test
    void aPingIsAnswered() {
        socket.peer().send(new byte[] {9});
        await().until(() -> !socket.received.isEmpty());
        assertThat(socket.received.get(0).message()).isEqualTo(new HocuspocusMessage.Pong());
        socket.peer().send(new byte[] {10});
        socket.attach("doc", "ann").awaitSynced();
    }

    /** It types while its token is on its way. */
    @Test
    void anUpdateAloneOpensNoDocument() {
        Doc typed = new Doc();
        typed.getText("t").insert(0, "a");
        HocuspocusMessage update = new HocuspocusMessage.Sync(new SyncMessage.Update(typed.encodeStateAsUpdate()));
        socket.peer().send(new HocuspocusFrame("doc", update).encode());
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        assertThat(ann.count(HocuspocusMessage.Authenticated.class)).isOne();
        assertThat(ann.text()).isEmpty();
    }

    // Many documents

    @Test
    void twoDocumentsAreOpenAndOneGoesOnWhenTheOtherIsClosed() {
        ScriptedProvider one = socket.attach("one", "ann").awaitSynced();
        ScriptedProvider two = socket.attach("two", "ann").awaitSynced();
        one.awareness.setLocalState(Map.of("name", "Ann"));
        one.send(new HocuspocusMessage.Close(null));
        assertThat(one.awaitMessage(HocuspocusMessage.Close.class).reason()).isEqualTo("provider_initiated");
        two.edit(doc -> doc.getText("t").insert(0, "2"));
        two.awaitSaved();
        socket.attach("one", "ann").awaitSynced();
    }

    /** Provider 2 says after CLOSE that its presence is gone. */
    @Test
    void whatComesAfterCloseOpensNothing() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        ann.send(new HocuspocusMessage.Close(null));
        ann.awareness.setLocalState(null);
        ann.send(new HocuspocusMessage.Awareness(ann.awareness.encode(List.of(ann.doc.clientId()))));
        socket.attach("other", "ann").awaitSynced();
        assertThat(ann.count(HocuspocusMessage.Authenticated.class)).isOne();
    }

    /** Versions before 4 don't say which they are, and 2 fails on a CLOSE if it has opened the document again. */
    @Test
    void onlyProvider4IsToldThatItHasClosed() {
        ScriptedProvider ann = socket.attach("doc", null).awaitSynced();
        ann.send(new HocuspocusMessage.Close(null));
        socket.attach("other", "ann").awaitSynced();
        assertThat(ann.count(HocuspocusMessage.Close.class)).isZero();
    }

    @Test
    void aDocumentIsOpenTwiceOnOneSocket() {
        ScriptedProvider left = socket.attach("doc\0left", "ann").awaitSynced();
        ScriptedProvider right = socket.attach("doc\0right", "ann").awaitSynced();
        left.edit(doc -> doc.getText("t").insert(0, "a"));
        right.awaitText("a");
        left.awaitSaved();
        right.awaitSaved();
        assertThat(stored()).isEqualTo("a");
    }

    @Test
    void tooManyDocumentsAreDeniedAndTheOthersGoOn() {
        ScriptedProvider first = socket.attach("1", "ann").awaitSynced();
        socket.attach("2", "ann").awaitSynced();
        socket.attach("3", "ann").awaitSynced();
        ScriptedProvider fourth = socket.attach("4", "ann");
        assertThat(fourth.awaitMessage(HocuspocusMessage.PermissionDenied.class).reason())
                .contains("at most 3");
        first.edit(doc -> doc.getText("t").insert(0, "a"));
        first.awaitSaved();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0session"})
    void aNameThatIsNoneIsDenied(String address) {
        ScriptedProvider ann = socket.attach(address, "ann");
        ann.awaitMessage(HocuspocusMessage.PermissionDenied.class);
        socket.attach("doc", "ann").awaitSynced();
    }

    @Test
    void bothFamiliesMeetInOneRoom() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced();
        ScriptedClient bob = fixture.joined("doc");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        bob.awaitText("t", "a");
        bob.edit(doc -> doc.getText("t").insert(1, "b"));
        ann.awaitText("ab");
        ann.awareness.setLocalState(Map.of("name", "Ann"));
        ann.send(new HocuspocusMessage.Awareness(ann.awareness.encode(List.of(ann.doc.clientId()))));
        bob.awareness().setLocalState(Map.of("name", "Bob"));
        await().until(() -> bob.awareness().states().containsKey(ann.doc.clientId()));
        await().until(() -> ann.awareness.states().containsKey(bob.doc().clientId()));
        bob.awaitSaved();
        ann.awaitSaved();
    }

    /** From version 3 on a provider that disconnects closes its socket without a code, and says nothing before. */
    @Test
    void whoDisconnectsIsGoneAtOnce() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced();
        ann.awareness.setLocalState(Map.of("name", "Ann"));
        ann.send(new HocuspocusMessage.Awareness(ann.awareness.encode(List.of(ann.doc.clientId()))));
        ScriptedClient bob = fixture.joined("doc");
        bob.awareness().setLocalState(Map.of("name", "Bob"));
        bob.awaitPresent(ann.doc.clientId(), bob.doc().clientId());
        socket.peer().close(CloseCode.NO_STATUS, "");
        bob.awaitPresent(bob.doc().clientId());
    }

    // Access

    @Test
    void whoIsDeniedMayTryAgain() {
        ScriptedProvider ann = socket.attach("doc", "bad");
        assertThat(ann.awaitMessage(HocuspocusMessage.PermissionDenied.class).reason())
                .isEqualTo("wrong token");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        socket.attach("other", "ann").awaitSynced();
        assertThat(ann.count(HocuspocusMessage.PermissionDenied.class)).isOne();
        ann.token = "good";
        ann.sendToken();
        ann.awaitSynced().awaitSaved();
        assertThat(stored()).isEqualTo("a");
    }

    @Test
    void aNewTokenChangesWhatIsAllowed() {
        ScriptedProvider ann = socket.attach("doc", "reader").awaitSynced().awaitSaved();
        assertThat(ann.received.get(0)).isEqualTo(new HocuspocusMessage.Authenticated(true));
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        assertThat(ann.awaitMessage(HocuspocusMessage.SyncStatus.class)).isNotNull();
        await().until(() -> ann.received.contains(new HocuspocusMessage.SyncStatus(false)));
        assertThat(ann.unsynced).hasValue(1);
        ann.token = "ann";
        ann.sendToken();
        await().until(() -> ann.received.contains(new HocuspocusMessage.Authenticated(false)));
        ann.send(new HocuspocusMessage.Sync(new SyncMessage.Step2(ann.doc.encodeStateAsUpdate())));
        ann.awaitSaved();
        assertThat(stored()).isEqualTo("a");
        ann.token = "bad";
        ann.sendToken();
        ann.awaitMessage(HocuspocusMessage.Close.class);
    }

    @Test
    void aReaderIsTreatedAsHocuspocusDoes() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ScriptedProvider reader = new ScriptedProvider.Socket(transport)
                .open()
                .attach("doc", "reader")
                .awaitSynced()
                .awaitSaved();
        reader.awaitText("a");
        reader.edit(doc -> doc.getText("t").insert(1, "no"));
        await().until(() -> reader.received.contains(new HocuspocusMessage.SyncStatus(false)));
        reader.send(new HocuspocusMessage.Sync(new SyncMessage.Step2(reader.doc.encodeStateAsUpdate())));
        await().until(() -> reader.received.stream()
                        .filter(new HocuspocusMessage.SyncStatus(false)::equals)
                        .count()
                == 2);
        ann.awaitSaved();
        assertThat(stored()).isEqualTo("a");
    }

    @Test
    void onlyProvider4IsToldCloseByTheServer() {
        ScriptedProvider old = socket.attach("doc", "ann").awaitSynced();
        ScriptedProvider.Socket other = new ScriptedProvider.Socket(transport).open();
        ScriptedProvider v2 = other.attach("doc", null).awaitSynced();
        Update tooLarge = Update.fromV1(new byte[50_001]);
        old.send(new HocuspocusMessage.Sync(new SyncMessage.Update(tooLarge)));
        v2.send(new HocuspocusMessage.Sync(new SyncMessage.Update(tooLarge)));
        assertThat(old.awaitMessage(HocuspocusMessage.Close.class).reason()).contains("50001 bytes");
        v2.awaitMessage(HocuspocusMessage.PermissionDenied.class);
        other.attach("other", null).awaitSynced();
        assertThat(v2.count(HocuspocusMessage.Close.class)).isZero();
    }

    @Test
    void aDeletedDocumentIsDenied() {
        store.delete("doc", 0);
        ScriptedProvider ann = socket.attach("doc", "ann");
        assertThat(ann.awaitMessage(HocuspocusMessage.PermissionDenied.class).reason())
                .contains("deleted");
        socket.attach("other", "ann").awaitSynced();
    }

    // Acknowledgements

    @Test
    void eachMessageIsAcknowledgedOnceWhenItIsDurable() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        long before = ann.count(HocuspocusMessage.SyncStatus.class);
        store.stallAppends();
        for (int i = 0; i < 20; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, "x"));
        }
        fixture.joined("doc").awaitText("t", "x".repeat(20));
        assertThat(ann.unsynced).hasValue(20);
        store.goOn();
        ann.awaitSaved();
        assertThat(ann.count(HocuspocusMessage.SyncStatus.class) - before).isEqualTo(20);
        assertThat(stored()).hasSize(20);
    }

    @Test
    void eachQuestionIsAHandshake() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        for (int i = 0; i < 3; i++) {
            ann.forceSync();
            ann.awaitSaved();
        }
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(ann.count(HocuspocusMessage.SyncStatus.class)).isEqualTo(5);
    }

    /** The hub asks for it; the answer isn't one that the client counts. */
    @Test
    void whatIsMissingIsAskedForWithoutAnAcknowledgement() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        List<Update> updates = new ArrayList<>();
        Doc typed = new Doc();
        typed.onUpdate(event -> updates.add(event.update()));
        typed.getText("t").insert(0, "a");
        typed.getText("t").insert(1, "b");
        ann.doc.applyUpdate(updates.get(0), ann); // as if its message had been lost
        ann.doc.applyUpdate(updates.get(1));
        fixture.joined("doc").awaitText("t", "ab");
        ann.edit(doc -> doc.getText("t").insert(2, "c"));
        fixture.joined("doc").awaitText("t", "abc");
        ann.awaitSaved();
    }

    @Test
    void aReconnectIsNotAcknowledgedWhileWhatItBringsIsNotDurable() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ScriptedClient bob = fixture.joined("doc");
        bob.awaitText("t", "a");
        socket.peer().cut();
        socket.open();
        ann.awaitSynced();
        ann.send(new HocuspocusMessage.Stateless("x"));
        await().until(() -> ann.received.contains(new HocuspocusMessage.Stateless("you said x")));
        assertThat(ann.unsynced).hasValue(1);
        store.goOn();
        ann.awaitSaved();
    }

    @Test
    void whatAFullRoomDidNotTakeIsAskedForAndCounted() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        store.stallAppends();
        for (int i = 0; i < 10; i++) {
            ann.edit(doc -> doc.getText("t").insert(0, "x".repeat(400)));
        }
        ann.send(new HocuspocusMessage.Stateless("x"));
        await().until(() -> ann.received.contains(new HocuspocusMessage.Stateless("you said x")));
        assertThat(ann.unsynced).hasValue(10);
        store.goOn();
        ann.awaitSaved();
        assertThat(stored()).hasSize(4_000);
    }

    @Test
    void oneWhoDoesNotReadIsAcknowledgedWhenItReadsAgain() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced().awaitSaved();
        ScriptedClient bob = fixture.joined("doc");
        socket.peer().stopReading();
        for (int i = 0; i < 40; i++) {
            bob.edit(doc -> doc.getText("t").insert(0, "b".repeat(40_000)));
            bob.awaitSaved();
        }
        for (int i = 0; i < 10; i++) {
            ann.edit(doc -> doc.getArray("a").push("a"));
        }
        await().until(() -> bob.doc().getArray("a").length() == 10);
        assertThat(ann.unsynced).hasValue(10);
        socket.peer().resumeReading();
        ann.awaitSaved();
        await().until(() -> ann.doc.getText("t").length() == 1_600_000);
    }

    // Past the document

    @Test
    void statelessMessagesGoBothWays() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced();
        ScriptedProvider other = socket.attach("other", "ann").awaitSynced();
        ScriptedProvider bob = new ScriptedProvider.Socket(transport)
                .open()
                .attach("doc", "bob")
                .awaitSynced();
        ScriptedClient cid = fixture.joined("doc");
        for (int i = 0; i < 50; i++) {
            ann.send(new HocuspocusMessage.Stateless("" + i));
        }
        await().until(() -> ann.count(HocuspocusMessage.Stateless.class) == 50);
        assertThat(ann.received.stream()
                        .filter(HocuspocusMessage.Stateless.class::isInstance)
                        .toList())
                .last()
                .isEqualTo(new HocuspocusMessage.Stateless("you said 49"));
        ann.send(new HocuspocusMessage.Stateless("all"));
        await().until(() -> bob.received.contains(new HocuspocusMessage.Stateless("to all of doc from ann")));
        fixture.hub.room("doc").broadcastStateless("code");
        await().until(() -> bob.received.contains(new HocuspocusMessage.Stateless("code")));
        assertThat(other.count(HocuspocusMessage.Stateless.class)).isZero();
        assertThat(cid.isSynced()).isTrue();
    }

    @Test
    void aClientThatBroadcastsLosesTheDocument() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced();
        ann.send(new HocuspocusMessage.BroadcastStateless("to all servers"));
        ann.awaitMessage(HocuspocusMessage.Close.class);
    }

    // Malformed

    @Test
    void aFrameWithoutAnAddressEndsTheSocket() {
        socket.peer().send(new byte[] {100, 1, 2});
        assertThat(socket.awaitClosed()).isEqualTo(4400);
    }

    @Test
    void aMalformedUpdateEndsItsDocumentAlone() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced();
        ScriptedProvider other = socket.attach("other", "ann").awaitSynced();
        ann.send(new HocuspocusMessage.Sync(new SyncMessage.Update(Update.fromV1(new byte[] {5}))));
        ann.awaitMessage(HocuspocusMessage.Close.class);
        other.edit(doc -> doc.getText("t").insert(0, "a"));
        other.awaitSaved();
    }

    @Test
    void messagesOfLaterVersionsAreIgnored() {
        ScriptedProvider ann = socket.attach("doc", "ann").awaitSynced();
        ann.send(new HocuspocusMessage.Unknown(77));
        ann.send(new HocuspocusMessage.QueryAwareness());
        ann.send(new HocuspocusMessage.SyncStatus(true));
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        assertThat(new HocuspocusFrame("doc", new HocuspocusMessage.Ping()).encode())
                .containsExactly(9);
    }
}
