package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What waits, for what, from whom, since when. */
class PendingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Doc doc = new Doc(DocOptions.builder().clock(now::get).build());
    private final List<Update> updates = new ArrayList<>();
    private final Doc writer = writer(5);

    private Doc writer(long client) {
        Doc made = new Doc(DocOptions.builder().clientId(client).build());
        made.onUpdate(event -> updates.add(event.update()));
        return made;
    }

    private static PendingData.Missing missing(long client, Instant since, DeleteSet.Range... ranges) {
        return new PendingData.Missing(client, List.of(ranges), since);
    }

    private static DeleteSet.Range range(long clock, long length) {
        return new DeleteSet.Range(clock, length);
    }

    @Test
    void nothing() {
        assertThat(doc.pending().isEmpty()).isTrue();
        assertThat(doc.pending().since()).isEmpty();
        assertThat(doc.pending().update().isEmpty()).isTrue();
        assertThat(doc.dropPending().isEmpty()).isTrue();
    }

    @Test
    void gapsOfOneClientAndTheirTimes() {
        for (String word : List.of("ab", "cd", "ef", "gh", "ij")) {
            writer.getText("t").insert(0, word);
        }
        doc.applyUpdate(updates.get(1));
        now.set(START.plusSeconds(10));
        doc.applyUpdate(updates.get(4));
        assertThat(doc.pending().missing()).containsExactly(missing(5, START, range(0, 2), range(4, 4)));
        assertThat(doc.pending().since()).contains(START);
        now.set(START.plusSeconds(20));
        doc.applyUpdate(updates.get(0));
        assertThat(doc.pending().missing()).containsExactly(missing(5, START, range(4, 4)));
        doc.applyUpdate(updates.get(2));
        doc.applyUpdate(updates.get(3));
        assertThat(doc.pending().isEmpty()).isTrue();
        assertThat(doc.getText("t").toString()).isEqualTo("ijghefcdab");
        now.set(START.plusSeconds(30));
        writer.getText("t").insert(0, "1");
        writer.getText("t").insert(0, "2");
        doc.applyUpdate(updates.get(6));
        assertThat(doc.pending().since()).contains(START.plusSeconds(30));
    }

    @Test
    void whatOneClientPutBesideThoseOfOthers() {
        writer.getText("t").insert(0, "abc");
        Doc second = writer(3);
        second.applyUpdate(updates.get(0));
        second.getText("t").insert(2, "x");
        doc.applyUpdate(updates.get(2));
        assertThat(doc.pending().missing()).containsExactly(missing(5, START, range(0, 3)));
    }

    @Test
    void deletionsOfWhatIsUnknown() {
        writer.getText("t").insert(0, "abcdef");
        writer.getText("t").delete(2, 3);
        doc.applyUpdate(updates.get(1));
        assertThat(doc.hasPending()).isTrue();
        assertThat(doc.pending().missing()).containsExactly(missing(5, START, range(2, 3)));
        doc.applyUpdate(updates.get(0));
        assertThat(doc.pending().isEmpty()).isTrue();
        assertThat(doc.getText("t").toString()).isEqualTo("abf");
    }

    @Test
    void isAnUpdateThatCanBeAppliedLater() {
        writer.getText("t").insert(0, "ab");
        writer.getText("t").insert(1, "cd");
        writer.getText("t").delete(3, 1);
        doc.applyUpdate(updates.get(1));
        doc.applyUpdate(updates.get(2));
        PendingData dropped = doc.dropPending();
        assertThat(doc.hasPending()).isFalse();
        assertThat(doc.encodeStateAsUpdate().isEmpty()).isTrue();
        doc.applyUpdate(updates.get(0));
        assertThat(doc.getText("t").toString()).isEqualTo("ab");
        doc.applyUpdate(dropped.update());
        assertThat(doc.getText("t").toString()).isEqualTo("acd");
    }
}
