package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An update that is taken back: writer and server agree without its content, and the writer goes on. */
class RevokeTest {
    private static final String SECRET = "S3CRET";

    private final Doc server = new Doc(DocOptions.builder().clientId(9).build());
    private final Doc writer = new Doc(DocOptions.builder().clientId(1).build());
    private final List<Update> sent = new ArrayList<>();
    private final List<Update> told = new ArrayList<>();

    RevokeTest() {
        writer.onUpdate(event -> {
            if (event.local()) {
                sent.add(event.update());
            }
        });
        server.onUpdate(event -> told.add(event.update()));
    }

    /** What both begin with. */
    private void given(Consumer<Doc> edit) {
        server.transact(tx -> edit.accept(server));
        writer.applyUpdate(server.encodeStateAsUpdate());
        told.clear();
    }

    private Update edit(Consumer<Doc> edit) {
        sent.clear();
        writer.transact(tx -> edit.accept(writer));
        return Update.merge(sent);
    }

    private void revoke(Update update) {
        assertThat(server.revoke(update, null)).isTrue();
        assertThat(told).as("one event").hasSize(1);
        learn();
    }

    private void learn() {
        told.forEach(writer::applyUpdate);
        told.clear();
        assertAgreed();
    }

    private void assertAgreed() {
        assertThat(server.hasPending()).isFalse();
        assertThat(Picture.of(writer).changesTo(Picture.of(server))).isEmpty();
        assertThat(writer.stateVector()).isEqualTo(server.stateVector());
        assertThat(holdsSecret(server.encodeStateAsUpdate())).isFalse();
        assertThat(holdsSecret(writer.encodeStateAsUpdate())).isFalse();
    }

    static boolean holdsSecret(Update update) {
        return new String(update.toV1(), StandardCharsets.ISO_8859_1).contains(SECRET);
    }

    private void assertIrrevocable(Update update) {
        byte[] before = server.encodeStateAsUpdate().toV1();
        assertThat(server.revoke(update, null)).isFalse();
        assertThat(server.encodeStateAsUpdate().toV1()).isEqualTo(before);
        assertThat(told).isEmpty();
    }

    @Test
    void textGoes() {
        given(d -> d.getText("t").insert(0, "hello"));
        revoke(edit(d -> d.getText("t").insert(2, SECRET)));
        assertThat(server.getText("t").toString()).isEqualTo("hello");
        server.applyUpdate(edit(d -> d.getText("t").insert(5, "!")));
        assertAgreed();
        assertThat(server.getText("t").toString()).isEqualTo("hello!");
    }

    @Test
    void whatIsWrittenBesideItMeanwhileStays() {
        given(d -> d.getText("t").insert(0, "hello"));
        Update refused = edit(d -> d.getText("t").insert(2, SECRET));
        Update beside = edit(d -> d.getText("t").insert(4, "x"));
        Update behind = edit(d -> d.getText("t").insert(2 + SECRET.length() + 1, "y"));
        assertThat(server.revoke(refused, null)).isTrue();
        server.applyUpdate(beside);
        server.applyUpdate(behind);
        learn();
        assertThat(server.getText("t").toString()).isEqualTo("hexyllo");
    }

    @Test
    void elementsChildrenAndAllThatIsInThemGo() {
        given(d -> {
            d.getArray("a").push(1, 2);
            d.getXmlFragment("x").insertElement(0, "p");
        });
        Update refused = edit(d -> {
            d.getArray("a").insert(1, SECRET, 3);
            YXmlElement p = (YXmlElement) d.getXmlFragment("x").get(0);
            p.insertElement(0, "b").insertText(0).insert(0, SECRET);
            p.setAttribute("new", SECRET);
        });
        Update into = edit(d -> {
            YXmlElement b = (YXmlElement) ((YXmlElement) d.getXmlFragment("x").get(0)).get(0);
            ((YXmlText) b.get(0)).insert(0, SECRET);
        });
        assertThat(server.revoke(refused, null)).isTrue();
        server.applyUpdate(into);
        learn();
        assertThat(server.getArray("a").toJson()).isEqualTo(List.of(1L, 2L));
        assertThat(server.getXmlFragment("x").toString()).isEqualTo("<p></p>");
    }

    @Test
    void formatsThatComeGo() {
        given(d -> d.getText("t").insert(0, "hello"));
        revoke(edit(d -> d.getText("t").format(1, 3, Map.of("b", SECRET))));
        assertThat(server.getText("t").toDelta()).isEqualTo(writer.getText("t").toDelta());
        assertThat(server.getText("t").toDelta().ops()).hasSize(1);
    }

    @Test
    void keysGetTheirValuesAgain() {
        given(d -> {
            d.getMap("m").set("replaced", List.of("old", 1));
            d.getMap("m").set("deleted", new byte[] {1});
        });
        revoke(edit(d -> {
            d.getMap("m").set("replaced", SECRET);
            d.getMap("m").delete("deleted");
            d.getMap("m").set("added", SECRET);
        }));
        YMap map = writer.getMap("m");
        assertThat(map.get("replaced")).isEqualTo(List.of("old", 1L));
        assertThat(map.get("deleted")).isEqualTo(new byte[] {1});
        assertThat(map.keys()).containsExactlyInAnyOrder("replaced", "deleted");
        assertThat(server.clientId()).as("goes on under its id").isEqualTo(9);
    }

    @Test
    void keysThatAreSetOnMeanwhileAreTakenBackOneAfterTheOther() {
        given(d -> d.getMap("m").set("k", "old"));
        for (int i = 0; i < 3; i++) {
            Update first = edit(d -> d.getMap("m").set("k", SECRET));
            Update second = edit(d -> d.getMap("m").set("k", SECRET + 2));
            assertThat(server.revoke(first, null)).isTrue();
            if (server.changes(second).isEmpty()) {
                server.applyUpdate(second);
            } else {
                assertThat(server.revoke(second, null)).isTrue();
            }
            learn();
            assertThat(writer.getMap("m").get("k")).isEqualTo("old");
        }
    }

    @Test
    void attributesOfTextGetTheirValuesAgain() {
        given(d -> d.getText("t").setAttribute("lang", "en"));
        revoke(edit(d -> d.getText("t").setAttribute("lang", SECRET)));
        assertThat(writer.getText("t").getAttribute("lang")).isEqualTo("en");
    }

    @Test
    void whatIsDeletedCantBeGivenBack() {
        given(d -> {
            d.getText("t").insert(0, "hello", Map.of("b", true));
            d.getMap("m").setText("type");
            d.getMap("m").set("document", new Doc());
            d.getArray("a").push(1);
        });
        assertIrrevocable(edit(d -> d.getText("t").delete(1, 1)));
        assertIrrevocable(edit(d -> d.getText("t").format(0, 4, Collections.singletonMap("b", null))));
        assertIrrevocable(edit(d -> d.getMap("m").set("type", 1)));
        assertIrrevocable(edit(d -> d.getMap("m").delete("document")));
        assertIrrevocable(edit(d -> d.getArray("a").delete(0)));
        assertIrrevocable(Update.merge(List.of(
                edit(d -> d.getText("new").insert(0, SECRET)),
                edit(d -> d.getText("t").delete(0, 1)))));
    }

    @Test
    void aPairOfSurrogatesThatIsCutCantBeGivenBack() {
        given(d -> d.getText("t").insert(0, "a\uD83D\uDE00b"));
        Update cut = edit(d -> d.getText("t").insert(2, "x"));
        assertThat(server.changes(cut)).hasToString("[INSERT t[] by [1], DELETE t[] by [9]]");
        assertIrrevocable(cut);
    }

    /** It comes deleted, and cuts all the same. */
    @Test
    void aCutThatNobodySeesIsTold() {
        given(d -> d.getText("t").insert(0, "a\uD83D\uDE00b"));
        Update cut = edit(d -> {
            d.getText("t").insert(2, "x");
            d.getText("t").delete(2, 1);
        });
        assertThat(server.changes(cut)).hasToString("[DELETE t[] by [9]]");
        server.applyUpdate(cut);
        assertThat(server.getText("t").toString()).isEqualTo("a\uFFFD\uFFFDb");
    }

    @Test
    void whatWaitsOrUnlocksIsNotTakenBack() {
        given(d -> d.getText("t").insert(0, "hello"));
        Update first = edit(d -> d.getText("t").insert(5, "1"));
        Update second = edit(d -> d.getText("t").insert(6, "2"));
        assertIrrevocable(second);
        server.applyUpdate(second);
        assertIrrevocable(first);
    }

    @Test
    void whatIsWrittenInTheNameOfTheDocumentIsNotTakenBack() {
        given(d -> d.getText("t").insert(0, "hello"));
        Doc forger = new Doc(DocOptions.builder().clientId(9).build());
        forger.getText("t").insert(0, "hello");
        forger.getText("other").insert(0, SECRET);
        assertIrrevocable(forger.encodeStateAsUpdate(server.stateVector()));
    }

    @Test
    void typingThatIsTakenBackTakesNoSpace() {
        given(d -> d.getText("t").insert(0, "hello"));
        for (int i = 0; i < 1_000; i++) {
            Update key = edit(d -> d.getText("t").insert(d.getText("t").length(), "x"));
            assertThat(server.revoke(key, null)).isTrue();
        }
        assertThat(server.encodeStateAsUpdate().toV1()).hasSizeLessThan(60);
    }

    @Test
    void thePartThatNeedNotWait() {
        given(d -> d.getText("t").insert(0, "hello"));
        Update first = edit(d -> d.getText("t").insert(5, "1"));
        Update missing = edit(d -> d.getText("t").insert(6, "2"));
        Update last = edit(d -> {
            d.getText("t").insert(7, "3");
            d.getText("t").delete(0, 1);
            d.getText("t").delete(4, 2); // one that is there, and what is missing
        });
        Update all = Update.merge(List.of(first, last));
        assertThat(server.changes(all).waits()).isTrue();
        Update ready = server.withoutWaiting(all);
        assertThat(server.changes(ready).waits()).isFalse();
        server.applyUpdate(ready);
        assertThat(server.hasPending()).isFalse();
        assertThat(server.getText("t").toString()).isEqualTo("ello");
        assertThat(server.withoutWaiting(Update.merge(List.of(missing, last))))
                .as("all of it")
                .satisfies(update -> assertThat(server.changes(update).waits()).isFalse());
        server.applyUpdate(Update.merge(List.of(missing, last)));
        assertThat(server.getText("t").toString()).isEqualTo(writer.getText("t").toString());
    }
}
