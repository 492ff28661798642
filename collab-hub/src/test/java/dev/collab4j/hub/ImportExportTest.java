package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Json;
import dev.collab4j.core.Update;
import dev.collab4j.core.prosemirror.HtmlWriter;
import dev.collab4j.core.prosemirror.ProseMirror;
import dev.collab4j.core.prosemirror.TextWriter;
import dev.collab4j.testkit.ScriptedClient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Documents come into a room and out of it in each form that there is, with nobody connected. */
class ImportExportTest {

    private static final String PAGE = """
            {"type":"doc","content":[{"type":"heading","attrs":{"level":1},"content":[{"type":"text","text":"Plan"}]},\
            {"type":"paragraph","content":[{"type":"text","text":"Ship "},\
            {"type":"text","text":"it","marks":[{"type":"bold","attrs":{}}]}]}]}""";

    private final ProseMirror proseMirror = ProseMirror.builder().build();

    @Test
    void updatesOfBothVersions() {
        try (HubFixture fixture = HubFixture.inMemory()) {
            Doc doc = new Doc();
            doc.getText("t").insert(0, "hello");
            byte[] v1 = doc.encodeStateAsUpdate().toV1();
            byte[] v2 = doc.encodeStateAsUpdate().toV2();
            Room one = fixture.hub.room("one");
            Room two = fixture.hub.room("two");
            one.edit("importer", d -> d.applyUpdate(Update.fromV1(v1))).join();
            two.edit("importer", d -> d.applyUpdate(Update.fromV2(v2))).join();
            for (Room room : Arrays.asList(one, two)) {
                assertThat(room.read(d -> d.encodeStateAsUpdate().toV1()).join())
                        .isEqualTo(v1);
                assertThat(room.read(d -> d.encodeStateAsUpdateV2().toV2()).join())
                        .isEqualTo(v2);
            }
        }
    }

    /** Half of it would be in the memory alone. */
    @Test
    void anUpdateThatLacksSomethingIsRefusedBefore() {
        try (HubFixture fixture = HubFixture.inMemory()) {
            Doc doc = new Doc();
            doc.getText("t").insert(0, "a");
            var before = doc.stateVector();
            doc.getText("t").insert(1, "b");
            Update second = doc.encodeStateAsUpdate(before);
            Room room = fixture.hub.room("r");
            assertThatThrownBy(() ->
                            room.edit("importer", d -> importInto(d, second)).join())
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
            assertThat(room.read(Doc::hasPending).join()).isFalse();
            room.edit("importer", d -> importInto(d, doc.encodeStateAsUpdate())).join();
            room.edit("importer", d -> importInto(d, second)).join();
            assertThat(fixture.length("r", "t")).isEqualTo(2);
        }
    }

    private static void importInto(Doc doc, Update update) {
        if (doc.changes(update).waits()) {
            throw new IllegalArgumentException("the update builds on others that aren't here");
        }
        doc.applyUpdate(update);
    }

    @Test
    void jsonTextHtmlAndTheJsonOfEditors() {
        try (HubFixture fixture = HubFixture.inMemory()) {
            Room room = fixture.hub.room("r");
            room.edit("importer", doc -> {
                        proseMirror.update(doc.getXmlFragment("default"), PAGE);
                        doc.getMap("meta").set("status", "draft");
                    })
                    .join();
            String json = room.read(doc -> Json.stringify(doc.getMap("meta"))).join();
            String editor = room.read(doc -> proseMirror.toJsonText(doc.getXmlFragment("default")))
                    .join();
            String html = room.read(doc -> HtmlWriter.builder().build().write(doc.getXmlFragment("default")))
                    .join();
            String text = room.read(doc -> TextWriter.builder().build().write(doc.getXmlFragment("default")))
                    .join();
            assertThat(json).isEqualTo("{\"status\":\"draft\"}");
            assertThat(editor).isEqualTo(PAGE);
            assertThat(html).isEqualTo("<h1>Plan</h1><p>Ship <strong>it</strong></p>");
            assertThat(text).isEqualTo("Plan\nShip it\n");
        }
    }

    @Test
    void aSeederTakesThePageThatTheHostHasHad() {
        RoomSeeder seeder = (room, doc) -> proseMirror.update(doc.getXmlFragment("default"), PAGE);
        try (HubFixture fixture = new HubFixture(builder -> builder.seeder(seeder))) {
            ScriptedClient ann = fixture.joined("r");
            assertThat(ann.doc().getXmlFragment("default")).asString().contains("Plan");
            String editor = fixture.hub
                    .room("r")
                    .read(doc -> proseMirror.toJsonText(doc.getXmlFragment("default")))
                    .join();
            assertThat(editor).isEqualTo(PAGE);
            ann.close();
        }
    }
}
