package dev.collab4j.example.inspect;

import dev.collab4j.core.DeleteSet;
import dev.collab4j.core.DeleteSet.Range;
import dev.collab4j.core.PendingData;
import dev.collab4j.core.Update;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that there is to say of an update. */
final class Findings {
    final UpdateFile file;
    final Census census = new Census();
    final DeleteSet deletes;

    /** What would have to wait in a document that has got this update alone. */
    final Census waiting = new Census();

    final DeleteSet waitingDeletes;

    /** What it would wait for. */
    final Map<Long, List<Range>> missing = new TreeMap<>();

    Findings(UpdateFile file) {
        this.file = file;
        deletes = file.map(update -> visited(update, census));
        PendingData pending = file.doc(true).pending();
        waitingDeletes = visited(pending.update(), waiting);
        pending.missing().forEach(client -> missing.put(client.client(), client.ranges()));
    }

    private static DeleteSet visited(Update update, Census census) {
        update.forEachStruct(census);
        return update.deleteSet();
    }
}
