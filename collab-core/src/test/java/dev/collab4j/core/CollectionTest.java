package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a filter of the collection sees and decides. */
class CollectionTest {
    private final List<Object> seen = new ArrayList<>();

    private Doc filtered(GcFilter filter) {
        return new Doc(DocOptions.builder().clientId(1).gcFilter(filter).build());
    }

    private static boolean holds(Doc doc, String text) {
        return new String(doc.encodeStateAsUpdate().toV1(), java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains(text);
    }

    @Test
    void keepsWhatTheFilterWantsToKeep() {
        Doc doc = filtered(item -> item.length() != 3);
        doc.getText("t").insert(0, "abcdefgh");
        doc.getText("t").delete(0, 3);
        doc.getText("t").delete(1, 2);
        assertThat(doc.getText("t").toString()).isEqualTo("dgh");
        assertThat(holds(doc, "abc")).isTrue();
        assertThat(holds(doc, "ef")).isFalse();
        assertThat(java.util.HexFormat.of().formatHex(doc.encodeStateAsUpdate().toV1()))
                .as("as Yjs with the same filter")
                .isEqualTo("01040100040101740361626384010201648101030284010502676801010200030402");
    }

    @Test
    void seesWhereAndWhatItIs() {
        Doc doc = filtered(item -> {
            seen.add(item.id());
            seen.add(item.length());
            seen.add(item.key());
            seen.add(item.parent());
            seen.add(item.values());
            return true;
        });
        YMap map = doc.getMap("m");
        map.set("k", "v");
        map.delete("k");
        assertThat(seen).containsExactly(new Id(1, 0), 1, "k", map, List.of("v"));
    }

    @Test
    void isntAskedForWhatIsInADeletedType() {
        Doc doc = filtered(item -> {
            seen.add(item.length());
            return true;
        });
        doc.getArray("a").insertText(0).insert(0, "secret");
        doc.getArray("a").delete(0);
        assertThat(seen).containsExactly(1);
        assertThat(holds(doc, "secret")).isFalse();
    }

    @Test
    void keepsWhatItFailsToDecide() {
        Doc doc = filtered(item -> {
            throw new IllegalStateException("undecided");
        });
        doc.getText("t").insert(0, "abc");
        assertThatThrownBy(() -> doc.getText("t").delete(0, 3)).hasMessage("undecided");
        assertThat(doc.getText("t").toString()).isEmpty();
        assertThat(holds(doc, "abc")).isTrue();
    }

    @Test
    void isntAskedWithoutCollection() {
        Doc doc = new Doc(
                DocOptions.builder().gc(false).gcFilter(item -> seen.add(item)).build());
        doc.getText("t").insert(0, "abc");
        doc.getText("t").delete(0, 3);
        assertThat(seen).isEmpty();
    }
}
