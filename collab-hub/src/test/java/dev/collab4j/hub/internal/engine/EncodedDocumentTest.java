package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.UpdateId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code -Dcollab.encoded.seed=N} begins with another history, {@code -Dcollab.encoded.histories=N} plays more. */
class EncodedDocumentTest {

    private static final long SEED = Long.getLong("collab.encoded.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.encoded.histories", 100);
    private static final int STEPS = 60;

    @Test
    void aDocumentComesBackAsItWas() {
        int withPending = 0;
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            Doc doc = history(new Random(seed));
            assertComesBack(doc, "history " + seed);
            withPending += doc.hasPending() ? 1 : 0;
        }
        assertThat(withPending).as("histories in which something waits").isBetween(1, HISTORIES - 1);
    }

    private static void assertComesBack(Doc doc, String history) {
        LoadedDocument loaded = EncodedDocument.of(doc, new Head(1, 2, false), List.of(), 0, true)
                .decode();
        Doc back = new Doc();
        loaded.content().forEach(back::applyUpdate);
        assertThat(back.encodeStateAsUpdate().toV1())
                .as(history)
                .isEqualTo(doc.encodeStateAsUpdate().toV1());
        assertThat(back.stateVector()).as(history).isEqualTo(doc.stateVector());
        assertThat(back.deleteSet()).as(history).isEqualTo(doc.deleteSet());
        assertThat(back.hasPending()).as(history).isEqualTo(doc.hasPending());
        assertThat(RoomDigest.of(back)).as(history).isEqualTo(RoomDigest.of(doc));
        assertThat(back.clientId()).as(history).isNotEqualTo(doc.clientId());
    }

    @Test
    void whatNoSnapshotCoversIsKept() {
        Doc doc = new Doc();
        doc.getText("t").insert(0, "a");
        List<UpdateId> uncovered = List.of(new UpdateId(7, 1), new UpdateId(7, 2));
        EncodedDocument encoded = EncodedDocument.of(doc, new Head(3, 4, false), uncovered, 55, false);
        assertThat(encoded.isCovered()).isFalse();
        assertThat(encoded.digest()).isNull();
        LoadedDocument loaded = encoded.decode();
        assertThat(loaded.head()).isEqualTo(new Head(3, 4, false));
        assertThat(loaded.ids()).isEqualTo(uncovered);
        assertThat(loaded.uncoveredBytes()).isEqualTo(55);
        assertThat(loaded.isNew()).isFalse();
    }

    /** Three people edit, and their updates come to the server late, in any order, some of them never. */
    private static Doc history(Random random) {
        Doc server = new Doc();
        List<Doc> people = List.of(new Doc(), new Doc(), new Doc());
        List<Update> underWay = new ArrayList<>();
        people.forEach(person -> person.onUpdate(event -> underWay.add(event.update())));
        for (int step = 0; step < STEPS; step++) {
            Doc person = people.get(random.nextInt(people.size()));
            person.transact(transaction -> edit(person, random));
            if (random.nextInt(3) == 0 && !underWay.isEmpty()) {
                server.applyUpdate(underWay.remove(random.nextInt(underWay.size())));
            }
            if (random.nextInt(6) == 0) {
                Doc from = people.get(random.nextInt(people.size()));
                person.applyUpdate(from.encodeStateAsUpdate(person.stateVector()));
            }
        }
        if (random.nextBoolean()) {
            people.forEach(person -> server.applyUpdate(person.encodeStateAsUpdate(StateVector.empty())));
        }
        return server;
    }

    private static void edit(Doc doc, Random random) {
        YText text = doc.getText("text");
        int at = random.nextInt(text.length() + 1);
        int length = Math.min(random.nextInt(5), text.length() - at);
        switch (random.nextInt(8)) {
            case 0, 1 -> text.insert(at, random.nextBoolean() ? "word " : "\uD83D\uDE00");
            case 2 -> text.delete(at, length);
            case 3 -> text.format(at, length, Map.of("bold", random.nextBoolean()));
            case 4 -> doc.getMap("map").set("k" + random.nextInt(3), random.nextInt());
            case 5 -> doc.getMap("map").delete("k" + random.nextInt(3));
            case 6 -> addParagraph(doc, random);
            default -> removeParagraph(doc, random);
        }
    }

    private static void addParagraph(Doc doc, Random random) {
        var page = doc.getXmlFragment("page");
        YXmlElement paragraph = page.insertElement(random.nextInt(page.length() + 1), "p");
        paragraph.setAttribute("level", String.valueOf(random.nextInt(4)));
        paragraph.insertText(0).insert(0, "inside");
    }

    private static void removeParagraph(Doc doc, Random random) {
        var page = doc.getXmlFragment("page");
        if (page.length() > 0) {
            page.delete(random.nextInt(page.length()), 1);
        }
    }
}
