package dev.collab4j.example.inspect;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files that the tests and the page begin with: two people write a story. */
final class Stories {
    final Update draft;
    final Update edited;
    final Update late;
    final Snapshot middle;

    Stories() {
        Doc ada = doc(1);
        ada.getText("text").insert(0, "Once upon a time");
        ada.getMap("meta").set("title", "A story");
        ada.getMap("meta").set("price", 1e21);
        draft = ada.encodeStateAsUpdate();
        middle = ada.snapshot();
        Doc bob = doc(2);
        bob.applyUpdate(draft);
        bob.getText("text").delete(4, 7);
        bob.getText("text").format(0, 4, Map.of("bold", true));
        StateVector before = bob.stateVector();
        bob.getText("text").insert(9, ", in a land");
        late = bob.encodeStateAsUpdate(before);
        edited = bob.encodeStateAsUpdate();
    }

    private static Doc doc(long client) {
        return new Doc(DocOptions.builder().clientId(client).gc(false).build());
    }

    void writeTo(Path folder) throws IOException {
        Files.write(folder.resolve("draft.bin"), draft.toV1());
        Files.write(folder.resolve("story.bin"), edited.toV1());
        Files.write(folder.resolve("story-v2.bin"), edited.toV2());
        Files.write(folder.resolve("late.bin"), late.toV1());
        Files.write(folder.resolve("draft.sv"), draft.stateVector().encode());
        Files.write(folder.resolve("draft.snapshot"), middle.toV1());
    }
}
