package dev.collab4j.core.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Json;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPatchTest {
    private final Doc doc = new Doc();
    private final YMap map = doc.getMap("m");
    private Snapshot base = Snapshot.empty();

    @BeforeEach
    void fill() {
        map.set("title", "old");
        map.set("size", Map.of("w", 1, "h", List.of(1, 2)));
        map.setArray("list").push("a", "b", "c");
        map.setMap("inner").set("k", 1);
        map.setText("text").insert(0, "abc");
        base = doc.snapshot();
    }

    private void patch(String json) {
        doc.editAt(
                base,
                null,
                tx -> JsonPatch.fromJson(Json.parse(json.replace('\'', '"')))
                        .applyTo(tx.doc().getMap("m")));
    }

    private String now() {
        return Json.stringify(map).replace('"', '\'');
    }

    private void fails(String json, boolean testFailed) {
        Snapshot before = doc.snapshot();
        assertThatExceptionOfType(PatchException.class)
                .isThrownBy(() -> patch(json))
                .matches(e -> e.isTestFailed() == testFailed);
        assertThat(doc.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
            [{'op':'replace','path':'/title','value':'new'}]                  | 'title':'new'
            [{'op':'add','path':'/n','value':{'a':[1]}}]                      | 'n':{'a':[1]}
            [{'op':'add','path':'/list/1','value':'x'}]                       | 'list':['a','x','b','c']
            [{'op':'add','path':'/list/-','value':null}]                      | 'list':['a','b','c',null]
            [{'op':'replace','path':'/list/0','value':'x'}]                   | 'list':['x','b','c']
            [{'op':'remove','path':'/list/0'},{'op':'remove','path':'/list/0'}] | 'list':['c']
            [{'op':'move','from':'/list/0','path':'/list/2'}]                 | 'list':['b','c','a']
            [{'op':'copy','from':'/list/0','path':'/inner/a'}]                | 'inner':{'k':1,'a':'a'}
            [{'op':'move','from':'/title','path':'/inner/t'}]                 | 'inner':{'k':1,'t':'old'}
            [{'op':'add','path':'/inner/k','value':2}]                        | 'inner':{'k':2}
            [{'op':'replace','path':'/size/h/0','value':5}]                   | 'h':[5,2]
            [{'op':'add','path':'/size/h/-','value':3}]                       | 'h':[1,2,3]
            [{'op':'remove','path':'/size/h'}]                                | 'size':{'w':1}
            [{'op':'add','path':'/size/d','value':3},{'op':'move','from':'/size/d','path':'/d'}] | 'd':3
            [{'op':'test','path':'/text','value':'abc'},{'op':'remove','path':'/text'}] | 'inner':{'k':1}}
            [{'op':'test','path':'/size','value':{'h':[1,2],'w':1.0}},{'op':'add','path':'/a~1b~0c','value':1}] | 'a/b~c':1
            """)
    void doesWhatTheFormatSays(String patch, String result) {
        patch(patch);
        assertThat(now()).contains(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'op':'replace','path':'/none','value':1}]",
                "[{'op':'remove','path':'/list/3'}]",
                "[{'op':'add','path':'/list/4','value':1}]",
                "[{'op':'add','path':'/list/01','value':1}]",
                "[{'op':'add','path':'/list/99999999999','value':1}]",
                "[{'op':'remove','path':'/list/-'}]",
                "[{'op':'add','path':'/none/x','value':1}]",
                "[{'op':'add','path':'/title/x','value':1}]",
                "[{'op':'add','path':'/text/0','value':'x'}]",
                "[{'op':'test','path':'/none','value':null}]",
                "[{'op':'copy','from':'/text','path':'/t'}]",
                "[{'op':'add','path':'/lost','value':1},{'op':'move','from':'/none','path':'/x'}]"
            })
    void whatIsNotThereFailsAsAWhole(String patch) {
        fails(patch, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'op':'test','path':'/title','value':'other'}]",
                "[{'op':'add','path':'/lost','value':1},{'op':'test','path':'/size','value':{'w':1}}]",
                "[{'op':'test','path':'/list','value':['a','b']}]",
                "[{'op':'test','path':'/list/0','value':['a']}]",
                "[{'op':'test','path':'','value':{}}]"
            })
    void aTestThatFailsLeavesNothing(String patch) {
        fails(patch, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "[1]",
                "[{'op':'add','path':'/a'}]",
                "[{'op':'add','path':'a','value':1}]",
                "[{'op':'add','path':'','value':1}]",
                "[{'op':'add','path':'/~2','value':1}]",
                "[{'op':'add','path':'/a~','value':1}]",
                "[{'op':'move','from':'/inner','path':'/inner/x'}]",
                "[{'op':'copy','path':'/a'}]",
                "[{'op':'merge','path':'/a','value':1}]",
                "[{'op':'add','path':7,'value':1}]"
            })
    void noPatch(String patch) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonPatch.fromJson(Json.parse(patch.replace('\'', '"'))));
    }

    @Test
    void indicesAreThoseOfTheVersion() {
        doc.getMap("m").get("list", YArray.class).delete(0);
        doc.getMap("m").get("list", YArray.class).insert(0, "new", "er");
        patch("[{'op':'remove','path':'/list/1'},{'op':'add','path':'/list/2','value':'end'}]");
        assertThat(now()).contains("'list':['new','er','c','end']");
    }

    @Test
    void twoWhoReplaceAnElementGiveTwo() {
        patch("[{'op':'replace','path':'/list/0','value':'x'}]");
        patch("[{'op':'replace','path':'/list/0','value':'y'}]");
        assertThat(map.get("list", YArray.class).toList()).containsExactlyInAnyOrder("x", "y", "b", "c");
    }

    @Test
    void whatLiesInsideOfWhatWasDeletedChangesNothing() {
        map.setMap("inner").set("k", 2);
        map.delete("size");
        patch("[{'op':'replace','path':'/inner/k','value':3},{'op':'add','path':'/size/a/b','value':1},"
                + "{'op':'remove','path':'/inner/none'},{'op':'add','path':'/title','value':'new'}]");
        assertThat(now()).contains("'inner':{'k':2}", "'title':'new'").doesNotContain("size");
    }

    @Test
    void aTestSeesThatTheValueWasReplaced() {
        map.set("title", "old");
        fails("[{'op':'test','path':'/title','value':'old'}]", true);
        map.get("text", YText.class).delete(0, 1);
        fails("[{'op':'test','path':'/text','value':'abc'}]", true);
        map.delete("inner");
        fails("[{'op':'test','path':'/inner/k','value':1}]", true);
    }

    @Test
    void whatWasReplacedIsNotCopied() {
        map.set("title", "newer");
        fails("[{'op':'copy','from':'/title','path':'/x'}]", false);
        fails("[{'op':'move','from':'/title','path':'/x'}]", false);
    }

    @Test
    void whatWasSetSinceIsNotRemoved() {
        map.set("title", "newer");
        patch("[{'op':'remove','path':'/title'}]");
        assertThat(now()).contains("'title':'newer'");
    }

    @Test
    void copiesThatDoubleEnd() {
        StringBuilder patch = new StringBuilder("[{'op':'add','path':'/d','value':['xxxxxxxxxxxxxxxx']}");
        for (int i = 0; i < 40; i++) {
            patch.append(",{'op':'copy','from':'/d','path':'/d/-'}");
        }
        fails(patch + "]", false);
    }

    @Test
    void largeValuesAreNotSetAgainAndAgain() {
        map.set("large", Map.of("text", "x".repeat(100_000), "n", 0));
        base = doc.snapshot();
        fails(
                "[" + "{'op':'replace','path':'/large/n','value':1},".repeat(100) + "{'op':'remove','path':'/large'}]",
                false);
        fails(
                "[" + "{'op':'test','path':'/large/n','value':0},".repeat(100) + "{'op':'remove','path':'/large'}]",
                false);
        patch("[" + "{'op':'replace','path':'/large/n','value':1},".repeat(10)
                + "{'op':'remove','path':'/large/text'}]");
        assertThat(now()).contains("'large':{'n':1}");
    }

    @Test
    void deepValuesAreNoProblem() {
        String deep = "[".repeat(9_000) + "]".repeat(9_000);
        patch("[{'op':'add','path':'/deep','value':" + deep + "},{'op':'test','path':'/deep','value':" + deep + "},"
                + "{'op':'add','path':'/deep" + "/0".repeat(8_000) + "','value':1}]");
        assertThat(now()).contains("'deep':[[");
    }

    @Test
    void textsCanNotBePatched() {
        assertThatExceptionOfType(PatchException.class)
                .isThrownBy(() -> JsonPatch.fromJson(List.of()).applyTo(doc.getText("t")));
    }
}
