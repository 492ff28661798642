package dev.collab4j.it.editor;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import dev.collab4j.it.host.StallingStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A page says the truth while the store hangs, see stalled-store.mjs. */
class StalledStoreIT {

    private final Path work = Folders.empty("stalled-store");

    @Test
    void thePageSaysUnsavedAndThenSaved() throws Exception {
        StallingStore[] store = new StallingStore[1];
        try (LocalEditor editor = LocalEditor.start(work.resolve("data"), h2 -> store[0] = new StallingStore(h2))) {
            Map<String, Script.Action> answers = Map.of("stall", store[0]::stall, "release", store[0]::release);
            Script.run(answers, "stalled-store.mjs", editor.address(), work.toString());
        }
    }
}
