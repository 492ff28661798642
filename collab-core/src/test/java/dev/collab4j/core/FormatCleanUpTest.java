package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Superfluous formats go where they go in Yjs 13.6.33, in transactions and bytes of the same kind. */
class FormatCleanUpTest {
    private static final Map<String, Boolean> BOLD = Map.of("bold", true);

    private final Doc one = new Doc(DocOptions.builder().clientId(1).build());
    private final Doc two = new Doc(DocOptions.builder().clientId(2).build());
    private final YText first = one.getText("t");
    private final YText second = two.getText("t");
    private final List<String> updates = new ArrayList<>();

    @BeforeEach
    void record() {
        two.onUpdate(event -> updates.add(event.origin() + " " + event.local() + " "
                + HexFormat.of().formatHex(event.update().toV1())));
    }

    private void start(String text) {
        first.insert(0, text);
        two.applyUpdate(one.encodeStateAsUpdate());
        updates.clear();
    }

    @Test
    void aNewFormatFromOutsideCleansUpTheWholeText() {
        start("ab");
        first.format(0, 2, BOLD);
        second.format(0, 2, BOLD);
        updates.clear();

        two.applyUpdate(one.encodeStateAsUpdate(), "net");

        assertThat(updates)
                .containsExactly(
                        "net false 0102010246010004626f6c64047472756586010104626f6c64046e756c6c00",
                        "null true 000101010201");
    }

    @Test
    void aDeletionFromOutsideCleansUpItsGap() {
        start("a1b");
        second.format(0, 1, BOLD);
        one.applyUpdate(two.encodeStateAsUpdate());
        second.format(2, 1, BOLD);
        first.delete(1, 1);
        updates.clear();

        two.applyUpdate(one.encodeStateAsUpdate(), "net");

        assertThat(updates).containsExactly("net false 000101010101", "null true 000102010101");
        assertThat(second.toDelta())
                .isEqualTo(Delta.builder().insert("a", BOLD).insert("b", BOLD).build());
    }

    @Test
    void readingADeltaDeletesFormatsThatSayNothing() {
        start("abcd");
        first.format(0, 3, BOLD);
        second.format(1, 3, BOLD);
        updates.clear();
        List<Delta> deltas = new ArrayList<>();
        second.observe(event -> deltas.add(event.delta()));

        two.applyUpdate(one.encodeStateAsUpdate(), "net");

        assertThat(updates)
                .containsExactly(
                        "net false 0102010446010004626f6c640474727565c60102010304626f6c64046e756c6c00",
                        "null true 000102010001");
        assertThat(deltas.get(0).toJson().toString())
                .isEqualTo("[{retain=3, attributes={bold=true}}, {retain=1, attributes={bold=null}}]");
        assertThat(deltas.get(1).isEmpty()).isTrue();
    }

    @Test
    void plainTextIsNeverCleanedUp() {
        start("abc");
        first.delete(1, 1);
        two.applyUpdate(one.encodeStateAsUpdate(), "net");
        assertThat(updates).hasSize(1);
    }
}
