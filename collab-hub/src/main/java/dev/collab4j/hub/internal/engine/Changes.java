package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import org.jspecify.annotations.Nullable;

/** Where changes of a room's document go: to the store, and to the sessions. Lives on the room's turns. */
final class Changes {

    private final RoomDocument document;
    private final Persister persister;
    private final Outbox outbox;
    private final DocumentSize size;
    private final SideEffects.OfRoom effects;

    Changes(RoomDocument document, Persister persister, Outbox outbox, DocumentSize size, SideEffects.OfRoom effects) {
        this.document = document;
        this.persister = persister;
        this.outbox = outbox;
        this.size = size;
        this.effects = effects;
    }

    void store(Update update, @Nullable String author, @Nullable String session) {
        persister.enqueue(update, author, session);
        size.add(update);
        effects.accepted(author);
    }

    /** Stores what the last change has changed, if anything. */
    void storeEmitted(@Nullable String author, @Nullable String session) {
        Update emitted = document.emitted();
        if (emitted != null) {
            store(emitted, author, session);
        }
    }

    /** Sends what was changed, and stores what was changed in consequence. */
    void send(@Nullable RoomSession sender) {
        Update emitted = document.takeEmitted();
        if (emitted != null) {
            outbox.emit(sender, emitted);
        }
        document.takeConsequences().forEach(this::ofNobody);
    }

    /** A change that no session has made, nor an edit of the application. */
    void ofNobody(Update update) {
        store(update, null, null);
        outbox.emit(null, update);
    }
}
