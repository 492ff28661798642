package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Yjs tests of its encoding; each case carries the name that it has there. */
class EncodingCasesTest {
    private final Doc doc = new Doc(DocOptions.builder().clientId(1).build());
    private final List<Update> updates = new ArrayList<>();

    /** The references on the wire are those of Yjs: the content of each kind, behind info, parent and root name. */
    @Test
    @DisplayName("encoding: testStructReferences")
    void eachKindOfContentHasItsReference() {
        assertThat(info(target -> target.getArray("r").push((Object) new byte[] {9})))
                .isEqualTo(3);
        assertThat(info(target -> target.getText("r").insert(0, "x"))).isEqualTo(4);
        assertThat(info(target -> target.getText("r").insertEmbed(0, Map.of("k", 1))))
                .isEqualTo(5);
        assertThat(info(target -> target.getText("r").insert(0, "x", Map.of("b", true))))
                .isEqualTo(6);
        assertThat(info(target -> target.getArray("r").insertMap(0))).isEqualTo(7);
        assertThat(info(target -> target.getArray("r").push(1))).isEqualTo(8);
        assertThat(info(target -> target.getArray("r").push(new Doc()))).isEqualTo(9);
        assertThat(info(target -> {
                    target.getArray("r").push(1);
                    target.getArray("r").delete(0);
                }))
                .isEqualTo(1);
        assertThat(info(target -> {
                    target.getArray("r").push(1, 2);
                    target.getArray("r").delete(0);
                    target.getArray("r").delete(0);
                }))
                .isEqualTo(1);
        Doc legacy = new Doc();
        legacy.applyUpdate(Update.fromV1(HexFormat.of().parseHex("0101010002010172010135" + "00")));
        assertThat(legacy.getArray("r").toList()).containsExactly(5L);
    }

    private interface Edit {
        void apply(Doc target);
    }

    private static int info(Edit edit) {
        Doc target = new Doc(DocOptions.builder().clientId(1).build());
        edit.apply(target);
        return target.encodeStateAsUpdate().toV1()[4];
    }

    @Test
    @DisplayName("encoding: testDiffStateVectorOfUpdateIsEmpty")
    void anUpdateThatContinuesOthersBringsNobodyAnywhere() {
        doc.getText("").insert(0, "a");
        doc.onUpdate(event -> updates.add(event.update()));
        doc.getText("").insert(0, "a");
        assertThat(updates.get(0).stateVector().encode()).containsExactly(0);
    }

    @Test
    @DisplayName("encoding: testDiffStateVectorOfUpdateIgnoresSkips")
    void aStateVectorEndsBeforeTheFirstGap() {
        doc.onUpdate(event -> updates.add(event.update()));
        YText text = doc.getText("");
        text.insert(0, "a");
        text.insert(0, "b");
        text.insert(0, "c");
        Update firstAndThird = Update.merge(List.of(updates.get(0), updates.get(2)));
        assertThat(firstAndThird.stateVector()).isEqualTo(StateVector.of(Map.of(1L, 1L)));
    }
}
