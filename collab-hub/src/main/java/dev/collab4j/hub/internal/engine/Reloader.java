package dev.collab4j.hub.internal.engine;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the store again because another hub has written what the bus did not bring; one read at a time, and another one
 * if it is asked for meanwhile, as the first may have passed what is meant. Lives on the room's turns.
 */
final class Reloader {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Engine engine;
    private final String document;
    private final SerialExecutor room;
    private final Consumer<LoadedDocument> loaded;
    private final Backoff backoff;
    private boolean running;
    private boolean again;
    private boolean stopped;

    Reloader(Engine engine, String document, SerialExecutor room, Consumer<LoadedDocument> loaded) {
        this.engine = engine;
        this.document = document;
        this.room = room;
        this.loaded = loaded;
        this.backoff = new Backoff(engine.options());
    }

    boolean isRunning() {
        return running;
    }

    void reload() {
        if (running) {
            again = true;
        } else if (!stopped) {
            running = true;
            read();
        }
    }

    private void read() {
        again = false;
        engine.store().loadAgain(document, room, this::done, this::failed);
    }

    private void done(LoadedDocument document) {
        backoff.reset();
        running = false;
        try {
            loaded.accept(document);
        } finally {
            if (again) {
                reload();
            }
        }
    }

    private void failed(Throwable why) {
        LogContext.in(document, () -> LOG.warn("A document could not be read again", why));
        engine.later(backoff.next(), () -> room.execute(this::retry));
    }

    private void retry() {
        if (stopped) {
            running = false;
        } else {
            read();
        }
    }

    void stop() {
        stopped = true;
    }
}
