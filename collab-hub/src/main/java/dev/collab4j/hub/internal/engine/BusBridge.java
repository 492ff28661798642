package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.hub.internal.engine.BusEnvelope.Kind;
import dev.collab4j.spi.bus.BusListener;
import dev.collab4j.spi.bus.BusSubscription;
import dev.collab4j.spi.bus.GapReason;
import dev.collab4j.spi.bus.MessageBus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room's channel on the bus. What comes before the room has loaded waits; what is too much to wait is dropped, as the
 * comparison of digests brings it back. Lives on the room's turns, except for the callbacks of the bus.
 */
final class BusBridge implements BusListener {

    /** What a room does with what other hubs say. */
    interface Listener {

        /** The subscription stands. */
        void subscribed();

        void remoteUpdate(Update update);

        void remotePresence(AwarenessUpdate update);

        /** Another hub has this: what it lacks is to be sent. */
        void remoteDigest(RoomDigest digest, boolean wantsPresence);

        /** Something may be missing: compare. */
        void gap();

        /** The store has something that the bus could not carry. */
        void reload();

        /** The document was deleted: this generation is over, and all before it. Also before the load. */
        void deleted(long generation);
    }

    private static final String CHANNEL = "room/";
    private static final long MAX_WAITING_BYTES = 16 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(BusBridge.class);

    private final MessageBus bus;
    private final String channel;
    private final long incarnation;
    private final SerialExecutor room;
    private final Listener listener;
    /** Copies that have not been handled; also counts those that wait for the load. */
    private final AtomicLong waitingBytes = new AtomicLong();
    /** Many messages may overflow before the room's turn comes: they are one gap. */
    private final AtomicBoolean gapQueued = new AtomicBoolean();

    private @Nullable List<BusEnvelope> beforeLoad = new ArrayList<>();
    /** Of the document that was loaded: what belongs to another isn't taken. */
    private long generation;

    private @Nullable BusSubscription subscription;

    BusBridge(MessageBus bus, String document, long incarnation, SerialExecutor room, Listener listener) {
        this.bus = bus;
        this.channel = CHANNEL + document;
        this.incarnation = incarnation;
        this.room = room;
        this.listener = listener;
    }

    void subscribe() {
        subscription = bus.subscribe(channel, this);
    }

    void close() {
        if (subscription != null) {
            subscription.close();
        }
    }

    // From the bus's threads

    @Override
    public void onSubscribed() {
        room.execute(listener::subscribed);
    }

    @Override
    public void onMessage(ByteBuffer payload) {
        int length = payload.remaining();
        if (waitingBytes.addAndGet(length) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-length);
            queueGap();
            return;
        }
        byte[] message = new byte[length];
        payload.get(message);
        room.execute(() -> received(message));
    }

    @Override
    public void onGap(GapReason reason) {
        queueGap();
    }

    private void queueGap() {
        if (gapQueued.compareAndSet(false, true)) {
            room.execute(this::gap);
        }
    }

    private void gap() {
        gapQueued.set(false);
        listener.gap();
    }

    // On the room's turns

    /** The room has loaded: handles what has come meanwhile. */
    void loaded(long ofGeneration) {
        generation = ofGeneration;
        List<BusEnvelope> waiting = beforeLoad;
        beforeLoad = null;
        if (waiting != null) {
            waiting.forEach(this::handleKept);
        }
    }

    private void handleKept(BusEnvelope envelope) {
        waitingBytes.addAndGet(-size(envelope));
        handle(envelope);
    }

    private static int size(BusEnvelope envelope) {
        return BusEnvelope.OVERHEAD + envelope.content().length;
    }

    private void received(byte[] message) {
        waitingBytes.addAndGet(-message.length);
        BusEnvelope envelope = BusEnvelope.decode(message);
        if (envelope == null) {
            LOG.debug("A message of an unknown version or kind on {}", channel);
        } else if (envelope.incarnation() == incarnation) {
            return;
        } else if (envelope.kind() == Kind.DELETED) {
            listener.deleted(envelope.generation());
        } else if (beforeLoad != null) {
            waitingBytes.addAndGet(size(envelope));
            beforeLoad.add(envelope);
        } else {
            handle(envelope);
        }
    }

    /** A later generation can't be without the end of this one, which the store knows. Of an older one nothing is taken. */
    private void handle(BusEnvelope envelope) {
        if (envelope.kind() == Kind.RELOAD || envelope.generation() > generation) {
            listener.reload();
        } else if (envelope.generation() == generation) {
            handleOwn(envelope);
        }
    }

    private void handleOwn(BusEnvelope envelope) {
        try {
            dispatch(envelope);
        } catch (MalformedUpdateException e) {
            LOG.warn("A malformed message from another hub was dropped", e);
        } catch (RuntimeException e) {
            LOG.error("A message from another hub could not be handled; the comparison brings it back", e);
        }
    }

    private void dispatch(BusEnvelope envelope) {
        byte[] content = envelope.content();
        switch (envelope.kind()) {
            case UPDATE -> listener.remoteUpdate(Update.fromV1(content));
            case PRESENCE -> listener.remotePresence(AwarenessUpdate.decode(content));
            case DIGEST -> listener.remoteDigest(RoomDigest.decode(content), false);
            case HELLO -> listener.remoteDigest(RoomDigest.decode(content), true);
            case RELOAD, DELETED -> {} // of whatever generation
        }
    }

    void publishUpdate(Update update) {
        byte[] content = update.toV1();
        if (fits(content)) {
            publish(Kind.UPDATE, content);
        } else {
            publish(Kind.RELOAD, new byte[0]);
        }
    }

    /** Presence that is too much for one message goes in halves. */
    void publishPresence(AwarenessUpdate update) {
        byte[] content = update.encode();
        List<AwarenessUpdate.Entry> entries = update.entries();
        if (fits(content)) {
            publish(Kind.PRESENCE, content);
        } else if (entries.size() == 1) {
            LOG.warn("A presence of {} bytes does not fit the bus", content.length);
        } else {
            int half = entries.size() / 2;
            publishPresence(AwarenessUpdate.of(entries.subList(0, half)));
            publishPresence(AwarenessUpdate.of(entries.subList(half, entries.size())));
        }
    }

    /** A digest that the bus can't carry becomes a word to look at the store, where everything durable is. */
    void publishDigest(RoomDigest digest, boolean wantsPresence) {
        byte[] content = digest.encode();
        if (fits(content)) {
            publish(wantsPresence ? Kind.HELLO : Kind.DIGEST, content);
        } else {
            publish(Kind.RELOAD, new byte[0]);
        }
    }

    // From a hub that may not have the room

    /** Has the hubs that have a room look at the store. */
    static void tellToReload(MessageBus bus, String document, long incarnation) {
        bus.publish(CHANNEL + document, new BusEnvelope(incarnation, 0, Kind.RELOAD, new byte[0]).encode());
    }

    /** Ends a room at the hubs that have it, up to a generation. */
    static void tellDeleted(MessageBus bus, String document, long incarnation, long generation) {
        bus.publish(CHANNEL + document, new BusEnvelope(incarnation, generation, Kind.DELETED, new byte[0]).encode());
    }

    private boolean fits(byte[] content) {
        return content.length + BusEnvelope.OVERHEAD <= bus.maxPayload();
    }

    private void publish(Kind kind, byte[] content) {
        bus.publish(channel, new BusEnvelope(incarnation, generation, kind, content).encode());
    }
}
