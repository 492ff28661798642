package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The document of a room, and what each change of it has brought: the change itself, and what listeners and clean-up
 * have changed in consequence. Lives on the room's turns.
 */
final class RoomDocument {

    /** The origin of changes that no session sent: compared by identity. */
    enum Origin {
        EDIT,
        OTHER_HUB
    }

    private final Doc doc = new Doc();
    private final SerialExecutor room;
    private final Consumer<Update> changedElsewhere;
    private @Nullable Object applying;
    private @Nullable Update emitted;
    private List<Update> consequences = new ArrayList<>();

    /**
     * A document with what the store has.
     *
     * @param changedElsewhere is told, on a turn, of what somebody changes from outside who has kept the document
     * @throws MalformedUpdateException if that is no document
     */
    RoomDocument(LoadedDocument loaded, SerialExecutor room, Consumer<Update> changedElsewhere) {
        this.room = room;
        this.changedElsewhere = changedElsewhere;
        loaded.content().forEach(doc::applyUpdate);
        doc.onUpdate(this::changed);
    }

    Doc doc() {
        return doc;
    }

    void apply(Update update, Object origin) {
        applying = origin;
        try {
            doc.applyUpdate(update, origin);
        } finally {
            applying = null;
        }
    }

    /** Takes in the ids of an update without its content; false, and nothing is done, if that doesn't undo it. */
    boolean revoke(Update update, Object origin) {
        applying = origin;
        try {
            return doc.revoke(update, origin);
        } finally {
            applying = null;
        }
    }

    /** Runs code of the application; returns what it threw. What was done before stays, as the core says. */
    @Nullable
    Throwable edit(Consumer<Doc> body) {
        applying = Origin.EDIT;
        try {
            doc.transact(Origin.EDIT, tx -> body.accept(doc));
            return null;
        } catch (Throwable e) {
            return e;
        } finally {
            applying = null;
        }
    }

    private void changed(UpdateEvent event) {
        if (!room.isCurrent()) {
            room.execute(() -> changedElsewhere.accept(event.update()));
        } else if (applying != null && event.origin() == applying) {
            emitted = emitted == null ? event.update() : Update.merge(List.of(emitted, event.update()));
        } else {
            consequences.add(event.update());
        }
    }

    /** What the last change has changed; null if nothing. */
    @Nullable
    Update emitted() {
        return emitted;
    }

    @Nullable
    Update takeEmitted() {
        Update taken = emitted;
        emitted = null;
        return taken;
    }

    List<Update> takeConsequences() {
        List<Update> taken = consequences;
        consequences = new ArrayList<>();
        return taken;
    }
}
