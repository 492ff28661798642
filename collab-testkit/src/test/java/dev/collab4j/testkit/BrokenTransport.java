package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.spi.transport.HeapFrame;
import dev.collab4j.testkit.Forwarding.ForwardingAcceptor;
import dev.collab4j.testkit.Forwarding.ForwardingConnection;
import dev.collab4j.testkit.Forwarding.ForwardingListener;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Transports that break one rule each, which their names begin with. */
enum BrokenTransport {
    NONE_IS_BROKEN(LoopbackServer::new),

    T1_KEEPS_A_REFUSED_CONNECTION(acceptor -> new LoopbackServer(new KeepsRefused(acceptor))),
    T1_DECODES_THE_PATH(acceptor -> new LoopbackServer(new Decodes(acceptor))),
    T2_SPLITS_A_MESSAGE(listening(Splits::new)),
    T3_WAITS_FOR_THE_PEER(sending(Waits::new)),
    T4_LETS_ANOTHER_THREAD_OVERTAKE(sending(Overtakes::new)),
    T5_COUNTS_NOTHING(sending(CountsNothing::new)),
    T5_COUNTS_A_SHARED_BODY_ONCE(sending(CountsOnce::new)),
    T6_TELLS_TWICE(listening(TellsTwice::new)),
    T6_LOSES_A_CROSSING(listening(LosesCrossings::new)),
    T7_FREES_TOO_FEW(sending(Leaks::new)),
    T8_FORGETS_THE_CODE(listening(ForgetsTheCode::new)),
    T8_TELLS_THE_END_TWICE(listening(EndsTwice::new)),
    T9_CLOSES_WITH_A_CODE_OF_ITS_OWN(sending(ClosesNormally::new)),
    T10_READS_ON(sending(ReadsOn::new)),
    T11_SWALLOWS_WHAT_IS_THROWN(listening(Swallows::new)),
    T12_TAKES_TWICE_AS_MUCH(acceptor -> new LoopbackServer(new TakesMore(acceptor))),
    T13_TAKES_TEXT_FOR_BINARY(TakesText::new),
    T14_FORGETS_TO_TELL_AT_THE_SHUTDOWN(listening(Forgets::new)),
    T14_LEAVES_A_THREAD(LeavesAThread::new);

    private final Function<Acceptor, LoopbackServer> start;

    BrokenTransport(Function<Acceptor, LoopbackServer> start) {
        this.start = start;
    }

    LoopbackServer start(Acceptor acceptor) {
        return start.apply(acceptor);
    }

    private static Function<Acceptor, LoopbackServer> listening(UnaryOperator<ConnectionListener> broken) {
        return acceptor -> new LoopbackServer(new ForwardingAcceptor(acceptor) {
            @Override
            public ConnectionListener accept(Connection connection, Handshake handshake) {
                ConnectionListener listener = target.accept(connection, handshake);
                return listener == null ? null : broken.apply(listener);
            }
        });
    }

    private static Function<Acceptor, LoopbackServer> sending(UnaryOperator<Connection> broken) {
        return acceptor -> new LoopbackServer(new ForwardingAcceptor(acceptor) {
            @Override
            public ConnectionListener accept(Connection connection, Handshake handshake) {
                return target.accept(broken.apply(connection), handshake);
            }
        });
    }

    private static final class KeepsRefused extends ForwardingAcceptor {
        KeepsRefused(Acceptor target) {
            super(target);
        }

        @Override
        public ConnectionListener accept(Connection connection, Handshake handshake) {
            ConnectionListener listener = target.accept(connection, handshake);
            return listener == null ? new Deaf() : listener;
        }
    }

    private static final class Deaf implements ConnectionListener {
        @Override
        public void onFrame(ByteBuffer frame) {}

        @Override
        public void onWritable() {}

        @Override
        public void onClosed(CloseCode code, String why) {}
    }

    private static final class Decodes extends ForwardingAcceptor {
        Decodes(Acceptor target) {
            super(target);
        }

        @Override
        public ConnectionListener accept(Connection connection, Handshake handshake) {
            String path = URLDecoder.decode(handshake.path(), StandardCharsets.UTF_8);
            return target.accept(
                    connection, Handshake.builder(path, path.substring(3)).build());
        }
    }

    private static final class TakesMore extends ForwardingAcceptor {
        TakesMore(Acceptor target) {
            super(target);
        }

        @Override
        public int maxFrameBytes() {
            return target.maxFrameBytes() * 2;
        }
    }

    private static final class Splits extends ForwardingListener {
        Splits(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onFrame(ByteBuffer frame) {
            if (frame.remaining() > 1_000 && frame.remaining() < 4_000) {
                target.onFrame(frame.slice(0, 1_000));
                frame.position(1_000);
            }
            target.onFrame(frame);
        }
    }

    private static final class TellsTwice extends ForwardingListener {
        TellsTwice(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onWritable() {
            target.onWritable();
            target.onWritable();
        }
    }

    private static final class LosesCrossings extends ForwardingListener {
        private int crossings;

        LosesCrossings(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onWritable() {
            if (++crossings % 2 == 1) {
                target.onWritable();
            }
        }
    }

    private static final class ForgetsTheCode extends ForwardingListener {
        ForgetsTheCode(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            target.onClosed(CloseCode.ABNORMAL, why);
        }
    }

    /** When the peer ends it; at other ends other rules say so, too. */
    private static final class EndsTwice extends ForwardingListener {
        EndsTwice(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            target.onClosed(code, why);
            if (why.equals("cut")) {
                target.onClosed(code, why);
            }
        }
    }

    private static final class Swallows extends ForwardingListener {
        Swallows(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onFrame(ByteBuffer frame) {
            try {
                target.onFrame(frame);
            } catch (IllegalStateException e) {
                // swallowed on purpose
            }
        }
    }

    private static final class Forgets extends ForwardingListener {
        Forgets(ConnectionListener target) {
            super(target);
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            if (!why.equals("shutdown")) {
                target.onClosed(code, why);
            }
        }
    }

    private static final class Waits extends ForwardingConnection {
        private static final int MOST_BYTES = 8 << 20;

        Waits(Connection target) {
            super(target);
        }

        @Override
        public boolean send(Frame frame) {
            while (pendingBytes() > MOST_BYTES) {
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return target.send(frame);
        }
    }

    /** Has the first frame of a thread that was not the last one to send wait until that thread sends another. */
    private static final class Overtakes extends ForwardingConnection {
        private final ThreadLocal<HeapFrame> held = new ThreadLocal<>();
        private Thread last;

        Overtakes(Connection target) {
            super(target);
        }

        @Override
        public boolean send(Frame frame) {
            if (isOther()) {
                HeapFrame waits = (HeapFrame) frame;
                waits.retain();
                held.set(waits);
                return true;
            }
            boolean sent = target.send(frame);
            HeapFrame waited = held.get();
            if (waited != null) {
                target.send(waited);
                waited.release();
                held.remove();
            }
            return sent;
        }

        private synchronized boolean isOther() {
            boolean other = last != null && last != Thread.currentThread() && held.get() == null;
            last = Thread.currentThread();
            return other;
        }
    }

    private static final class CountsNothing extends ForwardingConnection {
        CountsNothing(Connection target) {
            super(target);
        }

        @Override
        public long pendingBytes() {
            return 0;
        }
    }

    private static final class CountsOnce extends ForwardingConnection {
        private static final int BODY_BYTES = 1 << 22;

        CountsOnce(Connection target) {
            super(target);
        }

        @Override
        public long pendingBytes() {
            long bytes = target.pendingBytes();
            return bytes > 2 * BODY_BYTES ? bytes - BODY_BYTES : bytes;
        }
    }

    private static final class Leaks extends ForwardingConnection {
        Leaks(Connection target) {
            super(target);
        }

        @Override
        public boolean send(Frame frame) {
            ((HeapFrame) frame).retain();
            return target.send(frame);
        }
    }

    private static final class ClosesNormally extends ForwardingConnection {
        ClosesNormally(Connection target) {
            super(target);
        }

        @Override
        public void close(CloseCode code, String why) {
            target.close(CloseCode.NORMAL, why);
        }
    }

    private static final class ReadsOn extends ForwardingConnection {
        ReadsOn(Connection target) {
            super(target);
        }

        @Override
        public void pauseReading() {}
    }

    private static final class TakesText extends LoopbackServer {
        TakesText(Acceptor acceptor) {
            super(acceptor);
        }

        @Override
        void sendText(LoopbackPeer peer) {
            peer.send("text".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class LeavesAThread extends LoopbackServer {
        LeavesAThread(Acceptor acceptor) {
            super(acceptor);
        }

        @Override
        public Client connect(String subPath) {
            Client client = super.connect(subPath); // fails after the close, and leaves none
            Thread thread = new Thread(LeavesAThread::sleep, "left");
            thread.setDaemon(true);
            thread.start();
            return client;
        }

        private static void sleep() {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
