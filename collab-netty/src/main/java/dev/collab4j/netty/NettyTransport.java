package dev.collab4j.netty;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.CloseCode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server that carries WebSocket messages between clients and {@link Acceptor}s.
 *
 * <p>Limits hold before anything is allocated, each with its own answer: a request line of more than 4 KiB gets a 414,
 * headers beyond {@link Builder#maxHeaderBytes}, or more than 64, a 431, a first request that is not complete within
 * {@link Builder#handshakeTimeout} a 408 (after a later one the connection is just closed), one with a body a 413; a message beyond {@link Acceptor#maxFrameBytes} is
 * closed with {@link Acceptor#tooLarge}, one of more than 1,024 frames with 1008. {@link Acceptor} and
 * {@link dev.collab4j.spi.transport.ConnectionListener} are called on the loop of the connection, whose threads are
 * daemons named {@code collab-netty}.
 *
 * <p>While a connection's reading is paused, up to 2 KiB are read on and held, each message counted as 64 bytes more
 * than it has, so that pings are still answered. Then the socket is left alone until reading goes on: a ping behind
 * more than that is answered when it is come to, so a client that pings and gives up by itself has to bear the longest
 * pause, and a peer that is gone may be noticed only after the pause. Nobody is cut for the silence of a pause. What a
 * peer sent before it closed is delivered before {@code onClosed}, also during a pause. Thread-safe.
 */
public final class NettyTransport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);
    private static final int MAX_REQUEST_LINE_BYTES = 4_096;
    private static final int BACKLOG = 4_096;
    private static final int MIN_READ_BYTES = 512;
    /** Whatever is in a read has to be kept when reading is paused in the middle of it. */
    private static final int MAX_READ_BYTES = 2_048;

    private final Front front;
    private final Loops loops;
    private final Channel server;
    private final Duration closeTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private NettyTransport(Front front, Loops loops, Channel server, Duration closeTimeout) {
        this.front = front;
        this.loops = loops;
        this.server = server;
        this.closeTimeout = closeTimeout;
    }

    /**
     * Begins a transport.
     *
     * @return a builder with the defaults, not null
     */
    public static Builder builder() {
        return new Builder();
    }

    /** For its meters. */
    Front front() {
        return front;
    }

    /**
     * The port that is listened on.
     *
     * @return the port; after the close the one that it was
     */
    public int port() {
        return address().getPort();
    }

    /**
     * The address that is listened on.
     *
     * @return address and port, not null; after the close what it was
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /**
     * Stops listening, closes all connections with 1001, after what was sent before, and ends the threads. Blocks until
     * every listener has got its {@code onClosed} and the threads are gone, at most {@link Builder#closeTimeout} and
     * about 12 s. Idempotent: a second call waits for the first.
     *
     * @throws IllegalStateException if it is called on a thread of this transport, which it would wait for, or if a
     *     thread does not end because a listener blocks it
     */
    @Override
    public void close() {
        if (loops.isOneOfThem()) {
            throw new IllegalStateException("close() waits for the thread that it was called on");
        }
        if (closed.compareAndSet(false, true)) {
            shutDown();
        }
        ended.join();
    }

    private void shutDown() {
        try {
            server.close().awaitUninterruptibly();
            awaitConnections();
            loops.shutDown();
        } finally {
            ended.complete(null);
        }
    }

    /** Every connection ends by its own deadline; the shutdown of the loops cuts what is left after it. */
    private void awaitConnections() {
        CompletableFuture<Void> all = loops.closeConnections(CloseCode.GOING_AWAY, "server shuts down");
        try {
            all.get(closeTimeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the host is in a hurry: cut them
        } catch (TimeoutException e) {
            LOG.warn("Connections that did not close in time are cut");
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("nobody fails this future", e);
        }
    }

    /** Builds and starts a {@link NettyTransport}. Not thread-safe. */
    public static final class Builder {

        /** The address that is listened on: this machine only. */
        public static final String DEFAULT_HOST = "127.0.0.1";
        /** How long a request may take to come in. */
        public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
        /** How often a connection is pinged; one that says nothing for two of them is cut. */
        public static final Duration DEFAULT_PING_INTERVAL = Duration.ofSeconds(30);
        /** How long a peer may take to read what was sent before a close, and to answer it. */
        public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);
        /** The size of all headers of a request. */
        public static final int DEFAULT_MAX_HEADER_BYTES = 8_192;

        /** The default of {@link Builder#maxHandshakesPerAddress}. */
        public static final int DEFAULT_MAX_HANDSHAKES_PER_ADDRESS = 256;
        /** The bytes at which a connection that was not writable becomes so again. */
        public static final int DEFAULT_LOW_WATER_MARK = 32 * 1_024;
        /** The bytes above which a connection is not writable. */
        public static final int DEFAULT_HIGH_WATER_MARK = 64 * 1_024;

        private static final Duration MIN_TIME = Duration.ofMillis(1);
        private static final Duration MAX_TIME = Duration.ofDays(1);

        private final List<Route> routes = new ArrayList<>();
        private String host = DEFAULT_HOST;
        private int port;
        private int threads = Runtime.getRuntime().availableProcessors();
        private boolean nativeAllowed = true;
        private Duration handshakeTimeout = DEFAULT_HANDSHAKE_TIMEOUT;
        private Duration pingInterval = DEFAULT_PING_INTERVAL;
        private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
        private int maxHeaderBytes = DEFAULT_MAX_HEADER_BYTES;
        private int maxHandshakesPerAddress = DEFAULT_MAX_HANDSHAKES_PER_ADDRESS;
        private int lowWaterMark = DEFAULT_LOW_WATER_MARK;
        private int highWaterMark = DEFAULT_HIGH_WATER_MARK;
        private ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
        private @Nullable HttpHandler http;
        private @Nullable Executor httpExecutor;

        private Builder() {}

        /**
         * Sets the port.
         *
         * @param port 0 to 65,535; 0, the default, takes a free one, see {@link NettyTransport#port}
         * @return this builder
         * @throws IllegalArgumentException if it is outside its range
         */
        public Builder port(int port) {
            this.port = inRange("port", port, 0, 0xFFFF);
            return this;
        }

        /**
         * Sets the address to listen on.
         *
         * @param host a name or an address of this machine, {@code 0.0.0.0} for all; the default is
         *     {@value #DEFAULT_HOST}; not null
         * @return this builder
         */
        public Builder host(String host) {
            this.host = Objects.requireNonNull(host, "host");
            return this;
        }

        /**
         * Serves WebSockets under a path. Of several routes that match the longest one wins.
         *
         * @param pattern a raw path such as {@code /hocuspocus}, or all below one such as {@code /y/*}; not null
         * @param acceptor who serves it, not null
         * @return this builder
         * @throws IllegalArgumentException if the pattern is neither
         */
        public Builder route(String pattern, Acceptor acceptor) {
            routes.add(Route.of(pattern, Objects.requireNonNull(acceptor, "acceptor")));
            return this;
        }

        /**
         * Answers all other requests, on the loop of their connection.
         *
         * @param handler the handler, which must not block; not null
         * @return this builder
         */
        public Builder http(HttpHandler handler) {
            this.http = Objects.requireNonNull(handler, "handler");
            this.httpExecutor = null;
            return this;
        }

        /**
         * Answers all other requests, on an executor of the host.
         *
         * @param handler the handler, which may block; not null
         * @param executor runs the handler; never shut down here, when it rejects the request gets a 503; not null
         * @return this builder
         */
        public Builder http(HttpHandler handler, Executor executor) {
            this.http = Objects.requireNonNull(handler, "handler");
            this.httpExecutor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Sets how many threads serve the connections.
         *
         * @param threads at least 1; the default is the number of processors
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder threads(int threads) {
            this.threads = inRange("threads", threads, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Sets how long a request may take to come in.
         *
         * @param timeout the time, 1 ms to 1 day; the default is {@link #DEFAULT_HANDSHAKE_TIMEOUT}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is outside its range
         */
        public Builder handshakeTimeout(Duration timeout) {
            this.handshakeTimeout = inRange("handshakeTimeout", timeout);
            return this;
        }

        /**
         * Sets how many connections of one address may be without a WebSocket; those beyond it are closed at once. Those
         * count that ask for pages, too, and behind a proxy all have the address of the proxy: set it higher there.
         *
         * @param connections the limit, 1 to 1,000,000; the default is {@value #DEFAULT_MAX_HANDSHAKES_PER_ADDRESS}
         * @return this builder
         * @throws IllegalArgumentException if it is outside its range
         */
        public Builder maxHandshakesPerAddress(int connections) {
            this.maxHandshakesPerAddress = inRange("maxHandshakesPerAddress", connections, 1, 1_000_000);
            return this;
        }

        /**
         * Sets how often a connection is pinged. A half-open one is found within two intervals, or within two of the
         * time at which it is read again, if a pause has kept its socket from being read.
         *
         * @param interval the time, 1 ms to 1 day; the default is {@link #DEFAULT_PING_INTERVAL}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is outside its range
         */
        public Builder pingInterval(Duration interval) {
            this.pingInterval = inRange("pingInterval", interval);
            return this;
        }

        /**
         * Sets how long a close may take before the connection is cut.
         *
         * @param timeout the time, 1 ms to 1 day; the default is {@link #DEFAULT_CLOSE_TIMEOUT}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is outside its range
         */
        public Builder closeTimeout(Duration timeout) {
            this.closeTimeout = inRange("closeTimeout", timeout);
            return this;
        }

        /**
         * Sets how large the headers of a request may be in total, each counted as 64 bytes more than it has.
         *
         * @param bytes the limit, 256 to 1 MiB; the default is {@value #DEFAULT_MAX_HEADER_BYTES}
         * @return this builder
         * @throws IllegalArgumentException if it is outside its range
         */
        public Builder maxHeaderBytes(int bytes) {
            this.maxHeaderBytes = inRange("maxHeaderBytes", bytes, 256, 1 << 20);
            return this;
        }

        /**
         * Sets when a connection is writable, see {@link dev.collab4j.spi.transport.Connection#isWritable}.
         *
         * @param low the bytes at which it becomes so again, not negative
         * @param high the bytes above which it is not, more than {@code low}
         * @return this builder
         * @throws IllegalArgumentException if they are not in that order
         */
        public Builder waterMarks(int low, int high) {
            int above = inRange("high water mark", high, 1, Integer.MAX_VALUE);
            this.lowWaterMark = inRange("low water mark", low, 0, above - 1);
            this.highWaterMark = above;
            return this;
        }

        /** For tests of the fall-back. */
        Builder nativeAllowed(boolean allowed) {
            this.nativeAllowed = allowed;
            return this;
        }

        /** For tests that count what is not freed. */
        Builder allocator(ByteBufAllocator allocator) {
            this.allocator = allocator;
            return this;
        }

        /**
         * Listens and serves.
         *
         * @return the running transport, not null
         * @throws UncheckedIOException if the port can't be had; its message is for a person, such as
         *     {@code Port 8080 is taken}
         */
        public NettyTransport start() {
            Settings settings = new Settings(
                    handshakeTimeout,
                    pingInterval,
                    closeTimeout,
                    maxHeaderBytes,
                    maxHandshakesPerAddress,
                    lowWaterMark,
                    highWaterMark);
            NettyFrameFactory frames = new NettyFrameFactory(allocator);
            Front front = new Front(settings, frames, routes, http, httpExecutor);
            Loops loops = new Loops(threads, nativeAllowed, pingInterval);
            return new NettyTransport(front, loops, bind(front, loops), closeTimeout);
        }

        private Channel bind(Front front, Loops loops) {
            ChannelFuture bound = new ServerBootstrap()
                    .group(loops.group())
                    .channel(loops.serverChannel())
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.ALLOCATOR, allocator)
                    .childOption(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, MIN_READ_BYTES, MAX_READ_BYTES))
                    .childHandler(new Pipeline(front, loops))
                    .bind(host, port)
                    .awaitUninterruptibly();
            if (bound.isSuccess()) {
                return bound.channel();
            }
            loops.shutDown();
            throw notBound(bound.cause());
        }

        private UncheckedIOException notBound(Throwable cause) {
            String reason = String.valueOf(cause.getMessage());
            boolean taken = reason.contains("Address already in use");
            String message =
                    taken ? "Port " + port + " is taken" : "Can't listen on " + host + ":" + port + ": " + reason;
            IOException io =
                    cause instanceof IOException e ? e : (IOException) new BindException(reason).initCause(cause);
            return new UncheckedIOException(message, io);
        }

        private static int inRange(String what, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(what + " " + value + " is not " + min + " to " + max);
            }
            return value;
        }

        private static Duration inRange(String what, Duration duration) {
            if (duration.compareTo(MIN_TIME) < 0 || duration.compareTo(MAX_TIME) > 0) {
                throw new IllegalArgumentException(what + " " + duration + " is not 1 ms to 1 day");
            }
            return duration;
        }
    }

    /** What a new channel begins with. */
    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final Front front;
        private final Loops loops;

        Pipeline(Front front, Loops loops) {
            this.front = front;
            this.loops = loops;
        }

        @Override
        protected void initChannel(Channel channel) {
            HttpDecoderConfig limits = new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                    .setMaxHeaderSize(front.settings().maxHeaderBytes())
                    .setHeadersFactory(BoundedHeaders.factory(front.settings().maxHeaderBytes()));
            channel.pipeline()
                    .addLast(new HttpRequestDecoder(limits))
                    .addLast(new FrontHandler(front, loops.connectionsOf(channel.eventLoop())));
        }
    }
}
