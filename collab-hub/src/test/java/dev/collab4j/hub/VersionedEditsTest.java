package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.UnusableSnapshotException;
import dev.collab4j.core.patch.JsonPatch;
import dev.collab4j.testkit.ScriptedClient;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Edits of those who have a text and a version. */
class VersionedEditsTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

    private final Room room = fixture.hub.room("r");

    private String version() {
        return room.read(room::versionOf).join();
    }

    private String text() {
        return room.read(doc -> doc.getText("t").toString()).join();
    }

    private void write(String text) {
        room.edit("ann", doc -> doc.getText("t").insert(0, text)).join();
    }

    private CompletableFuture<String> apply(String version, Delta.Builder delta) {
        return room.applyDelta(version, "bot", "t", delta.build());
    }

    @Test
    void anEditIsSeenByAllAndDoneWhenItIsDurable() {
        write("world");
        String version = version();
        ScriptedClient ann = fixture.joined("r");
        write("Hello ");
        int before = store.appended.size();
        store.stallAppends();
        CompletableFuture<String> edit =
                apply(version, Delta.builder().delete(1).insert("W"));
        ann.awaitText("t", "Hello World");
        assertThat(edit).isNotDone();
        store.goOn();
        edit.join();
        assertThat(store.appended).hasSize(before + 1);
        assertThat(store.appended.get(before).author()).isEqualTo("bot");
    }

    @Test
    void oneGoesOnWithWhatOneHas() {
        String version = version();
        for (int i = 0; i < 5; i++) {
            write("x");
            version = apply(
                            version,
                            i == 0
                                    ? Delta.builder().insert("0")
                                    : Delta.builder().retain(i).insert("" + i))
                    .join();
        }
        assertThat(text()).contains("01234").hasSize(10);
    }

    @Test
    void mapsArePatched() {
        room.edit("ann", doc -> doc.getMap("m").setArray("list").push(1, 2)).join();
        String version = version();
        JsonPatch patch = JsonPatch.fromJson(List.of(Map.of("op", "replace", "path", "/list/1", "value", 3)));
        room.editAt(version, "bot", doc -> patch.applyTo(doc.getMap("m"))).join();
        assertThat(room.read(Doc::toJson).join()).hasToString("{m={list=[1, 3]}}");
    }

    @Test
    void aBodyThatThrowsFailsAndChangesNothing() {
        write("abc");
        int before = store.appended.size();
        CompletableFuture<String> edit = room.editAt(version(), "bot", doc -> {
            doc.getText("t").insert(0, "half");
            throw new IllegalStateException("no more");
        });
        assertThatThrownBy(edit::join).hasRootCauseMessage("no more");
        assertThat(text()).isEqualTo("abc");
        assertThat(store.appended).hasSize(before);
    }

    @Test
    void aDeltaBeyondTheEndIsRefused() {
        write("abc");
        String version = version();
        write("def");
        assertThatThrownBy(apply(version, Delta.builder().retain(1_000_000_000).insert("x"))::join)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(apply(version, Delta.builder().retain(3).delete(1))::join)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(text()).isEqualTo("defabc");
    }

    @Test
    void versionsOfOtherRoomsAreRefused() {
        write("abc");
        Room other = fixture.hub.room("s");
        String empty = other.read(other::versionOf).join();
        refused(empty);
        other.edit("ann", doc -> doc.getText("t").insert(0, "abc")).join();
        refused(other.read(other::versionOf).join());
    }

    @Test
    void whatIsNoVersionIsRefused() {
        write("abc");
        String version = version();
        refused("");
        refused("?");
        refused("AAAA");
        refused(version.substring(1));
        refused(version.substring(0, version.length() - 4));
        for (int i = 0; i < version.length(); i++) {
            char other = version.charAt(i) == 'A' ? 'B' : 'A';
            String damaged = version.substring(0, i) + other + version.substring(i + 1);
            if (!Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Base64.getUrlDecoder().decode(damaged))
                    .equals(version)) {
                refused(damaged);
            }
        }
        refused("A".repeat(1 << 20));
    }

    @Test
    void theFutureIsRefused() {
        write("abc");
        Doc ahead = new Doc();
        ahead.applyUpdate(room.read(Doc::encodeStateAsUpdate).join());
        ahead.getText("t").insert(0, "x");
        assertThatThrownBy(apply(room.versionOf(ahead), Delta.builder().insert("x"))::join)
                .hasCauseInstanceOf(UnusableSnapshotException.class);
        assertThat(text()).isEqualTo("abc");
    }

    /** What was stored by others has to stay readable. */
    @Test
    void aVersionIsWrittenAsEver() {
        Doc doc = new Doc(DocOptions.builder().clientId(7).build());
        doc.getText("t").insert(0, "abcdef");
        doc.getText("t").delete(1, 2);
        assertThat(room.versionOf(doc)).isEqualTo("Ab-a4F4BBwEBAQEHBg");
    }

    private void refused(String version) {
        assertThatThrownBy(apply(version, Delta.builder().insert("no"))::join)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(text()).doesNotContain("no");
    }
}
