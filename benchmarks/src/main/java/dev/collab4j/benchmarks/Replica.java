package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.List;

/** A document with the three roots that the cases use. */
final class Replica {
    final Doc doc;
    final YText text;
    final YArray array;
    final YMap map;

    Replica(long client) {
        doc = new Doc(DocOptions.builder().clientId(client).build());
        text = doc.getText("text");
        array = doc.getArray("array");
        map = doc.getMap("map");
    }

    /** Returns the list that the updates of all later local edits go to, of which about so many are expected. */
    List<byte[]> record(int expected) {
        List<byte[]> updates = new ArrayList<>(expected);
        doc.onUpdate(event -> {
            if (event.local()) {
                updates.add(event.update().toV1());
            }
        });
        return updates;
    }

    void edit(List<Edit> edits) {
        for (Edit edit : edits) {
            edit.applyTo(text);
        }
    }

    void applyEach(List<byte[]> updates) {
        for (byte[] update : updates) {
            doc.applyUpdate(Update.fromV1(update));
        }
    }

    void applyAtOnce(List<byte[]> updates) {
        doc.transact(transaction -> applyEach(updates));
    }
}
