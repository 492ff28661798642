package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Change;
import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.YMap;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contracts 4.5: three ways to refuse an update, none of which locks its client out. */
class UpdateFilterTest {

    private static final String SECRET = "S3CRET";

    private final TestStore store = new TestStore();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile UpdateFilter filter = update -> Verdict.accept();

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.store(store)
                    .options(HubFixture.quick().build())
                    .authenticator(request ->
                            "reader".equals(request.token()) ? Access.readOnly("reader") : Access.readWrite("user"))
                    .updateFilter(this::judge))
            .releasing(store);

    private final LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());
    private ScriptedClient ann;
    private ScriptedClient bob;

    private Verdict judge(ProposedUpdate update) {
        asked.add(update.changes().toString());
        return filter.judge(update);
    }

    /** Refuses what would hold the secret. */
    private static UpdateFilter secretsAre(Verdict verdict) {
        return update -> holdsSecret(update.update().toV1()) ? verdict : Verdict.accept();
    }

    private static boolean holdsSecret(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(SECRET);
    }

    @BeforeEach
    void join() {
        ann = fixture.joined("r");
        bob = fixture.joined("r");
        ann.edit(doc -> {
            doc.getText("t").insert(0, "hello");
            doc.getMap("m").set("k", "old");
            doc.getMap("m").setText("type");
        });
        ann.awaitSaved();
        bob.awaitText("t", "hello");
        bob.clearReceived();
        asked.clear();
    }

    @AfterEach
    void close() {
        store.goOn();
        fixture.hub.close();
        transport.close();
        assertThat(transport.openFrames()).isZero();
    }

    private void assertNobodyHasTheSecret() {
        assertThat(store.appended).noneMatch(row -> holdsSecret(row.bytes()));
        assertThat(bob.received()).noneMatch(message -> holdsSecret(message.encode()));
        assertThat(holdsSecret(state())).isFalse();
    }

    private byte[] state() {
        return fixture.hub
                .room("r")
                .read(doc -> doc.encodeStateAsUpdate().toV1())
                .join();
    }

    private void sendUpdate(ScriptedClient from, Update update) {
        from.send(new Message.Sync(new SyncMessage.Update(update)));
    }

    // Accepted

    @Test
    void whatIsAcceptedIsStoredInTheNameOfItsAuthor() {
        ann.edit(doc -> doc.getText("t").insert(5, "!"));
        ann.awaitSaved();
        bob.awaitText("t", "hello!");
        StoredUpdate last = store.appended.get(store.appended.size() - 1);
        assertThat(last.author()).isEqualTo("user");
        assertThat(last.session()).isNotBlank();
        assertThat(asked).hasSize(1);
    }

    @Test
    void theFilterSeesWhoWhereAndWhat() {
        List<ProposedUpdate> seen = new CopyOnWriteArrayList<>();
        List<Object> before = new CopyOnWriteArrayList<>();
        filter = update -> {
            seen.add(update);
            before.add(update.document().getMap("m").get("k"));
            return Verdict.accept();
        };
        ann.edit(doc -> doc.getMap("m").set("k", "new"));
        ann.awaitSaved();
        ProposedUpdate update = seen.get(0);
        assertThat(update.room()).isEqualTo("r");
        assertThat(update.user()).isEqualTo("user");
        assertThat(update.session())
                .isEqualTo(store.appended.get(store.appended.size() - 1).session());
        Change change = update.changes().changes().get(0);
        assertThat(change.root()).isEqualTo("m");
        assertThat(change.key()).isEqualTo("k");
        assertThat(change.clients()).containsExactly(ann.doc().clientId());
        assertThat(update.update().structs()).hasSize(1);
        assertThat(before).containsExactly("old");
        assertThat(update.toString()).doesNotContain("new");
    }

    @Test
    void nobodyAsksAboutReadersServerCodeAndWhatChangesNothing() {
        ScriptedClient reader = ScriptedClient.of(fixture.transport, "r", request -> request.query("token=reader"));
        reader.connect();
        reader.awaitSynced();
        reader.edit(doc -> doc.getText("t").insert(0, SECRET));
        fixture.hub
                .room("r")
                .edit("code", doc -> doc.getText("t").insert(5, "!"))
                .join();
        sendUpdate(bob, bob.doc().encodeStateAsUpdate());
        HubFixture.awaitHandled(bob);
        HubFixture.awaitHandled(reader);
        assertThat(asked).isEmpty();
        reader.close();
    }

    // Revoke

    @Test
    void revokedTextGoesAndItsWriterGoesOn() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        ann.edit(doc -> doc.getText("t").insert(5, SECRET));
        ann.edit(doc -> doc.getText("t").insert(5 + SECRET.length(), "!"));
        ann.awaitSaved().awaitText("t", "hello!");
        bob.awaitText("t", "hello!");
        assertNobodyHasTheSecret();
        assertThat(ann.closeCode()).isNull();
        assertThat(store.appended.stream().map(StoredUpdate::author))
                .as("nobody has written what is left")
                .contains((String) null);
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEqualTo("hello!");
    }

    @Test
    void theWriterLearnsItWhenItIsDurable() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        store.stallAppends();
        ann.edit(doc -> doc.getText("t").insert(5, SECRET));
        HubFixture.awaitHandled(ann);
        assertThat(ann.isSaved()).isFalse();
        store.goOn();
        ann.awaitSaved().awaitText("t", "hello");
    }

    @Test
    void whoReconnectsBeforeItLearnsItFindsItGone() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        ann.stopReading();
        ann.edit(doc -> doc.getText("t").insert(5, SECRET));
        await().until(() -> asked.size() == 1);
        ann.cut();
        ann.edit(doc -> doc.getText("t").insert(0, "> "));
        ann.connect();
        ann.awaitSynced().awaitSaved().awaitText("t", "> hello");
        bob.awaitText("t", "> hello");
        assertNobodyHasTheSecret();
    }

    @Test
    void aProviderIsToldAndCounts() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        ScriptedProvider carl = new ScriptedProvider.Socket(transport).open().attach("r", "carl");
        carl.awaitSynced().awaitSaved();
        carl.edit(doc -> doc.getText("t").insert(5, SECRET));
        carl.awaitText("hello").awaitSaved();
        carl.edit(doc -> doc.getText("t").insert(5, "!"));
        carl.awaitSaved();
        bob.awaitText("t", "hello!");
        assertNobodyHasTheSecret();
    }

    @Test
    void aProviderIsAcknowledgedWhenItIsDurable() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        ScriptedProvider carl = new ScriptedProvider.Socket(transport).open().attach("r", "carl");
        carl.awaitSynced().awaitSaved();
        store.stallAppends();
        carl.edit(doc -> doc.getText("t").insert(5, SECRET));
        carl.awaitText("hello");
        assertThat(carl.unsynced.get()).isEqualTo(1);
        store.goOn();
        carl.awaitSaved();
    }

    @Test
    void whoNeverStopsCostsNoMemoryAndGetsItsAnswers() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        int before = state().length;
        for (int i = 0; i < 2_000; i++) {
            ann.edit(doc -> doc.getText("t").insert(doc.getText("t").length(), SECRET));
        }
        ann.awaitSaved().awaitText("t", "hello");
        assertThat(state().length).isLessThan(before + 2_000);
    }

    // Compensate

    @Test
    void aKeyGetsItsValueAgain() {
        filter = secretsAre(Verdict.compensate("no secrets"));
        ann.edit(doc -> doc.getMap("m").set("k", SECRET));
        ann.edit(doc -> doc.getMap("m").set("other", 1));
        ann.awaitSaved();
        await().until(() -> "old".equals(ann.doc().getMap("m").get("k")));
        await().until(() -> bob.doc().getMap("m").has("other"));
        assertThat(bob.doc().getMap("m").get("k")).isEqualTo("old");
        assertNobodyHasTheSecret();
        assertThat(StoredDocuments.read(store.memory, "r").getMap("m").get("k")).isEqualTo("old");
    }

    @Test
    void aDeletedKeyGetsItsValueAgain() {
        filter = update -> Verdict.compensate("keys stay");
        ann.edit(doc -> doc.getMap("m").delete("k"));
        ann.awaitSaved();
        await().until(() -> "old".equals(ann.doc().getMap("m").get("k")));
        assertThat(ann.closeCode()).isNull();
    }

    // Reset

    private void assertSentAway(ScriptedClient client, String reason) {
        assertThat(client.awaitClosed().value()).isEqualTo(4409);
        assertThat(client.closeReason()).isEqualTo(reason);
        assertThat(fixture.joined("r").awaitText("t", "hello").doc().getMap("m").get("k"))
                .isEqualTo("old");
        assertNobodyHasTheSecret();
    }

    @Test
    void whatTheClientHasDeletedItGetsByAFreshStart() {
        filter = update -> Verdict.revoke("the text stays");
        ann.edit(doc -> doc.getText("t").delete(0, 1));
        assertSentAway(ann, "the text stays");
        assertThat(bob.doc().getText("t").toString()).isEqualTo("hello");
        ann.connect();
        assertThat(ann.awaitClosed().value())
                .as("with the old document it comes to the same")
                .isEqualTo(4409);
    }

    @Test
    void aTypeInPlaceOfAKeyIsNotGivenBack() {
        filter = update -> Verdict.compensate("the type stays");
        ann.edit(doc -> doc.getMap("m").set("type", SECRET));
        assertSentAway(ann, "the type stays");
    }

    @Test
    void revokeDoesNotSetValues() {
        filter = update -> Verdict.revoke("keys stay");
        ann.edit(doc -> doc.getMap("m").set("k", SECRET));
        assertSentAway(ann, "keys stay");
    }

    @Test
    void nothingMoreIsTakenFromWhoIsSentAway() {
        filter = update -> update.changes().changes().stream().anyMatch(change -> change.kind() == Change.Kind.DELETE)
                ? Verdict.reset("the text stays")
                : Verdict.accept();
        Update deletion = edited(doc -> doc.getText("t").delete(0, 1));
        Update insertion = edited(doc -> doc.getMap("m").set("late", SECRET));
        store.stallAppends();
        sendUpdate(ann, deletion);
        sendUpdate(ann, insertion);
        store.goOn();
        assertSentAway(ann, "the text stays");
    }

    @Test
    void aProviderLosesThisDocument() {
        filter = secretsAre(Verdict.reset("no secrets"));
        ScriptedProvider carl = new ScriptedProvider.Socket(transport).open().attach("r", "carl");
        carl.awaitSynced().awaitSaved();
        carl.edit(doc -> doc.getText("t").insert(5, SECRET));
        assertThat(carl.awaitMessage(HocuspocusMessage.PermissionDenied.class).reason())
                .isEqualTo("no secrets");
        assertThat(carl.awaitMessage(HocuspocusMessage.Close.class).reason()).isEqualTo("no secrets");
        assertNobodyHasTheSecret();
    }

    @Test
    void aFilterThatFailsLetsNothingThrough() {
        filter = update -> {
            throw new IllegalStateException("as the test wants");
        };
        ann.edit(doc -> doc.getText("t").insert(0, SECRET));
        ann.awaitText("t", "hello").awaitSaved();
        filter = update -> null;
        ann.edit(doc -> doc.getMap("m").set("k", SECRET));
        ann.awaitSaved();
        await().until(() -> "old".equals(ann.doc().getMap("m").get("k")));
        assertNobodyHasTheSecret();
    }

    // What the filter can't see

    /** An update of one edit to what bob has, by somebody else. */
    private Update edited(Consumer<Doc> edit) {
        Doc writer = new Doc();
        writer.applyUpdate(bob.doc().encodeStateAsUpdate());
        return edited(writer, edit);
    }

    private static Update edited(Doc writer, Consumer<Doc> edit) {
        StateVector before = writer.stateVector();
        writer.transact(tx -> edit.accept(writer));
        return writer.encodeStateAsUpdate(before);
    }

    /** It would come into effect unseen, with an update of somebody else who may do what it does. */
    @Test
    void whatWaitsIsNotKeptButAskedFor() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        Doc writer = new Doc();
        writer.applyUpdate(bob.doc().encodeStateAsUpdate());
        Update first = edited(writer, doc -> doc.getText("t").insert(5, "1"));
        Update second = edited(writer, doc -> doc.getText("t").insert(6, SECRET));
        ann.clearReceived();
        sendUpdate(ann, second);
        HubFixture.awaitHandled(ann);
        assertNobodyHasTheSecret();
        sendUpdate(bob, first);
        bob.awaitText("t", "hello1");
        assertThat(fixture.hub.room("r").read(Doc::hasPending).join()).isFalse();
        await("SyncStep1").until(() -> ann.received().stream().anyMatch(UpdateFilterTest::isStep1));
        assertNobodyHasTheSecret();
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEqualTo("hello1");
    }

    private static boolean isStep1(Message message) {
        return message instanceof Message.Sync sync && sync.message() instanceof SyncMessage.Step1;
    }

    @Test
    void aProviderIsAcknowledgedOnceItHasBroughtWhatWasMissing() {
        ScriptedProvider carl = new ScriptedProvider.Socket(transport).open().attach("r", "carl");
        carl.awaitSynced().awaitSaved();
        Doc other = new Doc();
        other.getText("far").insert(0, "1");
        Update missing = other.encodeStateAsUpdate();
        carl.doc.applyUpdate(missing, carl); // from another tab
        carl.edit(doc -> doc.getText("far").insert(1, "2"));
        carl.edit(doc -> doc.getText("far").insert(2, "3"));
        HubFixture.awaitHandled(bob);
        assertThat(carl.unsynced.get()).isEqualTo(2);
        carl.awaitSaved();
        bob.awaitText("far", "123");
    }

    /** Until the revocation reaches it the writer goes on inside of what is gone already. */
    @Test
    void whatNobodyCanSeeIsNotStored() {
        filter = secretsAre(Verdict.revoke("no secrets"));
        Room room = fixture.hub.room("r");
        room.edit("code", doc -> doc.getMap("m").setMap("there")).join();
        await().until(() -> bob.doc().getMap("m").has("there"));
        Update inside = edited(doc -> ((YMap) doc.getMap("m").get("there")).set("in", SECRET));
        room.edit("code", doc -> doc.getMap("m").delete("there")).join();
        asked.clear();
        sendUpdate(ann, inside);
        HubFixture.awaitHandled(ann);
        assertThat(asked).isEmpty();
        assertNobodyHasTheSecret();
    }

    /** It comes deleted; the cut that it makes is seen. */
    @Test
    void aPairOfSurrogatesIsNotCutUnseen() {
        ann.edit(doc -> doc.getText("t").insert(5, "\uD83D\uDE00"));
        ann.awaitSaved();
        bob.awaitText("t", "hello\uD83D\uDE00");
        filter = update -> Verdict.revoke("the text stays");
        sendUpdate(ann, edited(doc -> {
            doc.getText("t").insert(6, "x");
            doc.getText("t").delete(6, 1);
        }));
        assertThat(ann.awaitClosed().value()).isEqualTo(4409);
        assertThat(StoredDocuments.text(store.memory, "r", "t")).isEqualTo("hello\uD83D\uDE00");
    }
}
