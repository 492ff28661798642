package dev.collab4j.hub.internal.engine;

import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.FrameFactory;
import dev.collab4j.spi.transport.SharedBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message for many sessions: held once for each kind of transport, and framed once for all who have no address. */
final class SharedFrames implements AutoCloseable {

    private final ByteBuffer bytes;
    /** Nearly always there is one kind. */
    private final List<OfFactory> frames = new ArrayList<>(1);

    SharedFrames(byte[] message) {
        this.bytes = ByteBuffer.wrap(message);
    }

    void sendTo(RoomSession session) {
        of(session.connection().frames()).sendTo(session);
    }

    private OfFactory of(FrameFactory factory) {
        for (OfFactory known : frames) {
            if (known.factory == factory) {
                return known;
            }
        }
        OfFactory added = new OfFactory(factory, factory.body(bytes));
        frames.add(added);
        return added;
    }

    @Override
    public void close() {
        frames.forEach(OfFactory::close);
    }

    private static final class OfFactory {

        private final FrameFactory factory;
        private final SharedBody body;
        private @Nullable Frame bare;

        private OfFactory(FrameFactory factory, SharedBody body) {
            this.factory = factory;
            this.body = body;
        }

        private void sendTo(RoomSession session) {
            if (session.address().hasRemaining()) {
                session.send(body);
            } else {
                bare = bare == null ? factory.frame(session.address(), body) : bare;
                session.send(bare);
            }
        }

        private void close() {
            if (bare != null) {
                bare.close();
            }
            body.close();
        }
    }
}
