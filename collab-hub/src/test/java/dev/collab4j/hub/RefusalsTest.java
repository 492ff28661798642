package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.testkit.HandshakeRejectedException;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each limit and each rule is crossed by somebody, who is told so in its way; its counter says so, and no other. */
class RefusalsTest {

    private final TestStore store = new TestStore();
    private Limits.Builder limits = Limits.builder();
    private HubOptions.Builder options = HubFixture.quick();
    private HubFixture fixture;
    private LoopbackTransport hocuspocus;
    private MetricsFixture metrics;

    /** With the limits as they are now. */
    private void start() {
        fixture = new HubFixture(builder -> builder.store(store)
                        .authenticator(RefusalsTest::authenticate)
                        .updateFilter(RefusalsTest::judge)
                        .workspaces(room -> room.startsWith("mine/") ? "mine" : null)
                        .limits(limits.build())
                        .options(options.build()))
                .releasing(store);
        hocuspocus = new LoopbackTransport(fixture.hub.hocuspocus());
        metrics = new MetricsFixture(fixture.hub);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
            hocuspocus.close();
        }
    }

    private static Access authenticate(JoinRequest request) {
        String token = Objects.requireNonNullElse(request.token(), "ann");
        return token.equals("bad") ? Access.denied("no") : Access.readWrite(token);
    }

    private static Verdict judge(ProposedUpdate update) {
        boolean isForbidden = update.changes().changes().stream()
                .anyMatch(change -> change.root().equals("forbidden"));
        return isForbidden ? Verdict.reset("not here") : Verdict.accept();
    }

    @ParameterizedTest
    @EnumSource
    void isCounted(Refusal why) throws Exception {
        cross(why);
        await().untilAsserted(() -> assertThat(metrics.refusals()).containsOnlyKeys(why.reason()));
    }

    private void cross(Refusal why) throws InterruptedException {
        switch (why) {
            case FRAME -> aLargeFrame();
            case UPDATE -> aLargeUpdate();
            case DOCUMENT -> aFullDocument();
            case PRESENCE -> aLargePresence();
            case PRESENCES -> manyPresences();
            case ROOMS -> manyRooms();
            case MESSAGE_RATE -> manyMessages();
            case BYTE_RATE -> manyBytes();
            case USER -> manySessionsOfAUser();
            case WORKSPACE -> manySessionsInAWorkspace();
            case ADDRESS -> manyStrangers();
            case UNPROCESSED -> moreThanARoomCanTake();
            case BEFORE_AUTHENTICATION -> aLargeFrameOfAStranger();
            case UNSAVED -> aRoomThatWaitsForItsStore();
            case UNSAVED_OF_WORKSPACE -> aWorkspaceThatWaitsForItsStore();
            case UNSAVED_OF_ALL_ROOMS -> aHubThatWaitsForItsStore();
            case AUTHENTICATION_TIME -> aSilentStranger();
            case JOIN_TIME -> aRoomThatIsNotLoaded();
            case NAME -> aNameThatIsNone();
            case ORIGIN -> aForeignPage();
            case MALFORMED -> aMessageThatIsNone();
            case DENIED -> aBadToken();
            case FILTER -> anUpdateThatIsRefused();
        }
    }

    private void isClosed(ScriptedClient client, int code) {
        assertThat(client.awaitClosed().value()).isEqualTo(code);
    }

    private ScriptedClient connected(String room) {
        ScriptedClient client = fixture.client(room);
        client.connect();
        return client;
    }

    private static void type(ScriptedClient client, int letters) {
        client.edit(doc -> doc.getText("t").insert(0, "x".repeat(letters)));
    }

    private void aLargeFrame() {
        limits.maxFrameBytes(10_000).maxUpdateBytes(10_000);
        start();
        ScriptedClient ann = fixture.joined("r");
        ann.sendRaw(new byte[10_001]);
        isClosed(ann, 4413);
    }

    private void aLargeUpdate() {
        limits.maxUpdateBytes(1_000);
        start();
        ScriptedClient ann = fixture.joined("r");
        ann.send(new Message.Sync(new SyncMessage.Update(Update.fromV1(new byte[1_001]))));
        isClosed(ann, 4413);
    }

    private void aFullDocument() {
        limits.maxDocumentBytes(2_000);
        start();
        ScriptedClient ann = fixture.joined("r");
        type(ann, 3_000);
        isClosed(ann, 4413);
    }

    private void aLargePresence() {
        limits.maxPresenceBytes(1_000);
        start();
        ScriptedClient ann = fixture.joined("r");
        byte[] frame = new byte[1_001];
        frame[0] = 1;
        ann.sendRaw(frame);
        isClosed(ann, 4413);
    }

    private void manyPresences() {
        limits.maxPresencesPerSession(1);
        start();
        ScriptedClient ann = fixture.joined("r");
        ann.send(new Message.Awareness(AwarenessUpdate.of(
                List.of(new AwarenessUpdate.Entry(1, 1, "{}"), new AwarenessUpdate.Entry(2, 1, "{}")))));
        HubFixture.awaitHandled(ann);
    }

    private void manyRooms() {
        limits.maxRoomsPerConnection(1);
        start();
        ScriptedProvider.Socket socket = new ScriptedProvider.Socket(hocuspocus).open();
        socket.attach("1", "ann").awaitSynced();
        socket.attach("2", "ann").awaitMessage(HocuspocusMessage.PermissionDenied.class);
    }

    private void manyMessages() {
        limits.maxMessagesPerSecond(20);
        start();
        ScriptedClient ann = fixture.joined("r");
        for (int i = 0; i < 40; i++) {
            type(ann, 1);
        }
        ann.awaitSaved();
    }

    private void manyBytes() {
        limits.maxBytesPerSecond(20_000);
        start();
        ScriptedClient ann = fixture.joined("r");
        type(ann, 25_000);
        ann.awaitSaved();
    }

    private void manySessionsOfAUser() {
        limits.maxSessionsPerUser(1);
        start();
        fixture.joined("r");
        isClosed(connected("r"), 4429);
    }

    private void manySessionsInAWorkspace() {
        limits.maxSessionsPerWorkspace(1);
        start();
        fixture.joined("mine/1");
        fixture.joined("others/1");
        fixture.joined("others/1");
        isClosed(connected("mine/2"), 4429);
    }

    private void manyStrangers() {
        limits.maxUnauthenticatedPerAddress(1);
        start();
        stranger();
        await().until(() -> fixture.hub.gate().unauthenticated() == 1);
        assertThatExceptionOfType(HandshakeRejectedException.class)
                .isThrownBy(this::stranger)
                .satisfies(e -> assertThat(e.status()).isEqualTo(429));
    }

    private void stranger() {
        Handshake handshake =
                Handshake.builder("/hocuspocus", "").remoteAddress("10.0.0.1").build();
        new ScriptedProvider.Socket(hocuspocus).open(handshake);
    }

    private void moreThanARoomCanTake() throws InterruptedException {
        limits.maxUnprocessedBytes(1_000);
        start();
        ScriptedClient ann = fixture.joined("r");
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        var unused = fixture.hub.room("r").read(doc -> {
            reads.countDown();
            return passes(goesOn);
        });
        reads.await();
        type(ann, 1); // each with 512 bytes for what is around it
        type(ann, 1);
        await().until(() -> !metrics.refusals().isEmpty());
        goesOn.countDown();
        ann.awaitSaved();
    }

    private static boolean passes(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void aLargeFrameOfAStranger() {
        limits.maxBytesBeforeAuthentication(1_000);
        start();
        ScriptedProvider.Socket socket = new ScriptedProvider.Socket(hocuspocus).open();
        socket.peer().send(new byte[1_001]);
        assertThat(socket.awaitClosed()).isEqualTo(1009);
    }

    private void aRoomThatWaitsForItsStore() {
        limits.maxUnsavedBytes(1_000);
        start();
        ScriptedClient ann = filled("r");
        refuses("r", "maxUnsavedBytes");
        goesOn(ann);
    }

    private void aWorkspaceThatWaitsForItsStore() {
        limits.maxUnsavedBytesPerWorkspace(1_000);
        start();
        ScriptedClient ann = filled("mine/1");
        refuses("mine/2", "maxUnsavedBytesPerWorkspace");
        var edit = fixture.hub
                .room("others/1")
                .edit("code", doc -> doc.getText("t").insert(0, "y"));
        await().until(() -> fixture.length("others/1", "t") == 1);
        goesOn(ann);
        edit.join();
    }

    private void aHubThatWaitsForItsStore() {
        limits.maxUnsavedBytesOfAllRooms(1_000);
        start();
        ScriptedClient ann = filled("mine/1");
        refuses("others/1", "maxUnsavedBytesOfAllRooms");
        goesOn(ann);
    }

    private ScriptedClient filled(String room) {
        ScriptedClient ann = fixture.joined(room);
        store.stallAppends();
        type(ann, 2_000);
        HubFixture.awaitHandled(ann);
        return ann;
    }

    /** Code of the application hears of it by an exception. */
    private void refuses(String room, String limit) {
        LimitExceededException failure = (LimitExceededException) catchThrowableOfType(
                        CompletionException.class,
                        () -> fixture.hub
                                .room(room)
                                .edit("code", doc -> doc.getText("t").insert(0, "y"))
                                .join())
                .getCause();
        assertThat(failure.limit()).isEqualTo(limit);
    }

    private void goesOn(ScriptedClient ann) {
        assertThat(metrics.gauge("collab.unsaved")).isGreaterThan(2_000);
        store.goOn();
        ann.awaitSaved();
        await().until(() -> metrics.gauge("collab.unsaved") == 0);
    }

    private void aSilentStranger() {
        options.authenticationTimeout(Duration.ofMillis(50));
        start();
        assertThat(new ScriptedProvider.Socket(hocuspocus).open().awaitClosed()).isEqualTo(4408);
    }

    private void aRoomThatIsNotLoaded() {
        options.joinTimeout(Duration.ofMillis(50));
        start();
        store.stallLoads();
        isClosed(connected("r"), 1013);
    }

    private void aNameThatIsNone() {
        start();
        isClosed(connected("%20"), 4400);
    }

    private void aForeignPage() {
        start();
        ScriptedClient ann = ScriptedClient.of(
                fixture.transport,
                "r",
                request -> request.header("Origin", "http://evil.org").header("Host", "here.org"));
        assertThatExceptionOfType(HandshakeRejectedException.class)
                .isThrownBy(ann::connect)
                .satisfies(e -> assertThat(e.status()).isEqualTo(403));
    }

    private void aMessageThatIsNone() {
        start();
        ScriptedClient ann = fixture.joined("r");
        ann.sendRaw(new byte[] {0, 3});
        isClosed(ann, 4400);
    }

    private void aBadToken() {
        start();
        ScriptedClient ann = ScriptedClient.of(fixture.transport, "r", request -> request.query("token=bad"));
        ann.connect();
        isClosed(ann, 4403);
    }

    private void anUpdateThatIsRefused() {
        start();
        ScriptedClient ann = fixture.joined("r");
        ann.edit(doc -> doc.getText("forbidden").insert(0, "x"));
        isClosed(ann, 4409);
    }

    /** Whoever adds a limit comes by here. */
    @Test
    void everyLimitIsAReason() {
        List<String> names = Arrays.stream(Limits.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("max") && !name.equals("maxIdleBytes"))
                .toList();
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::reason)).containsAll(names);
    }

    @Test
    void everyReasonIsInTheTableOfThePage() throws IOException {
        String page = Files.readString(Path.of("../docs/security.md"));
        assertThat(Refusal.values()).allSatisfy(why -> assertThat(page).contains("`" + why.reason() + "`"));
    }
}
