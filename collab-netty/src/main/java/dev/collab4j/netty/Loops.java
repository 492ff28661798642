package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The threads of a transport, on epoll where it is available, and the connections of each. */
final class Loops {

    private static final String THREAD_NAME = "collab-netty";
    private static final long TERMINATION_SECONDS = 10;

    private final MultiThreadIoEventLoopGroup group;
    private final Class<? extends ServerChannel> serverChannel;
    private final Threads threads = new Threads();
    private final Map<EventExecutor, LoopConnections> connections = new HashMap<>();

    Loops(int count, boolean nativeAllowed, Duration pingInterval) {
        boolean epoll = nativeAllowed && Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        serverChannel = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(count, threads, io);
        group.forEach(loop -> connections.put(loop, new LoopConnections((EventLoop) loop, pingInterval)));
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    LoopConnections connectionsOf(EventLoop loop) {
        LoopConnections found = connections.get(loop);
        if (found == null) {
            throw new IllegalArgumentException("a loop of another transport");
        }
        return found;
    }

    boolean isOneOfThem() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    CompletableFuture<Void> closeConnections(CloseCode code, String why) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        connections.values().forEach(loop -> all.add(loop.closeAll(code, why)));
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    /** Ends the threads; whatever channel is left is cut. Blocks until they are gone. */
    void shutDown() {
        var terminated = group.shutdownGracefully(0, TERMINATION_SECONDS, TimeUnit.SECONDS);
        boolean gone = terminated.awaitUninterruptibly(TERMINATION_SECONDS, TimeUnit.SECONDS);
        if (!gone) {
            throw new IllegalStateException("a thread of the transport does not end: a listener blocks it");
        }
        threads.join();
    }

    /** Keeps the threads, as a loop says that it has terminated a moment before its thread ends. */
    private static final class Threads extends DefaultThreadFactory {

        private static final long JOIN_MILLIS = 1_000;

        private final Queue<Thread> started = new ConcurrentLinkedQueue<>();

        Threads() {
            super(THREAD_NAME, true);
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = super.newThread(task);
            started.add(thread);
            return thread;
        }

        void join() {
            try {
                for (Thread thread : started) {
                    thread.join(JOIN_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // they end all the same, a moment later
            }
        }
    }
}
