package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Roots whose content came before anybody said what they are. */
class LateTypesTest {
    private final Doc writer = new Doc(DocOptions.builder().clientId(1).build());
    private final Doc doc = new Doc(DocOptions.builder().clientId(2).build());
    private final List<Object> seen = new ArrayList<>();

    private void sync() {
        doc.applyUpdate(writer.encodeStateAsUpdate());
    }

    @Test
    void rootsAreKnownByNameFirst() {
        writer.getText("t").insert(0, "abc");
        writer.getMap("m").set("k", 1);
        writer.getXmlText("x").insert(0, "x");
        sync();
        assertThat(doc.rootNames()).containsExactlyInAnyOrder("t", "m", "x");
        assertThat(doc.toJson()).isEmpty();
        assertThat(doc.getText("t").toString()).isEqualTo("abc");
        assertThat(doc.getMap("m").toJson()).isEqualTo(Map.of("k", 1L));
        assertThat(doc.getXmlText("x").toString()).isEqualTo("x");
        assertThat(doc.toJson()).containsOnlyKeys("t", "m", "x");
        assertThat(doc.getMap("m").rootName()).isEqualTo("m");
        assertThat(doc.getMap("m").setText("inner").rootName()).isNull();
    }

    @Test
    void aRootHasOneTypeForEver() {
        writer.getArray("r").push(1);
        sync();
        doc.getArray("r");
        assertThat(doc.getArray("r")).isSameAs(doc.getArray("r"));
        assertThatThrownBy(() -> doc.getText("r"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The root \"r\" is a YArray");
        assertThatThrownBy(() -> writer.getXmlText("r")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void transactionsSayNothingOfRootsWithoutAType() {
        YMap map = writer.getArray("r").insertMap(0);
        writer.getMap("m").set("k", 1);
        sync();
        map.set("k", 1);
        writer.getMap("m").set("k", 2);
        doc.getMap("m").observeDeep(events -> seen.add(events.size()));
        doc.onTransaction(tx ->
                seen.add(tx.changed().size() + " " + tx.changedParentTypes().size()));
        sync();
        assertThat(seen).containsExactly(1, "2 2");
    }

    @Test
    void whatComesLaterFindsTheType() {
        writer.getText("t").insert(0, "ab");
        sync();
        YText text = doc.getText("t");
        text.observe(event -> seen.add(event.delta()));
        writer.getText("t").insert(1, "x");
        sync();
        assertThat(seen).containsExactly(Delta.builder().retain(1).insert("x").build());
        text.insert(3, "!");
        writer.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(writer.getText("t").toString()).isEqualTo("axb!");
    }
}
