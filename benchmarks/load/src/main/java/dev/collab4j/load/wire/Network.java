package dev.collab4j.load.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The event loops of the generator, and ways out of it. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to listeners
public final class Network implements AutoCloseable {

    private static final boolean EPOLL = Epoll.isAvailable();
    private static final int CONNECT_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_RESPONSE_BYTES = 65_536;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final int sources;
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * Starts the loops.
     *
     * @param loops how many threads send and receive
     * @param sources from how many addresses connections come: 1 leaves that to the system, more are 127.0.1.1 and so on,
     *     for a server on this machine, of which each address allows some 28,000 connections
     */
    public Network(int loops, int sources) {
        this.group =
                new MultiThreadIoEventLoopGroup(loops, EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        for (EventExecutor loop : group) {
            this.loops.add((EventLoop) loop);
        }
        this.sources = sources;
    }

    /** The loops. */
    public List<EventLoop> loops() {
        return loops;
    }

    /** Connects on a loop; the listener hears what comes of it. */
    public void connect(EventLoop loop, URI uri, Connection.Listener listener) {
        Connection connection = new Connection(uri, listener);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EPOLL ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new Pipeline(connection));
        if (EPOLL && sources > 1) {
            bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true); // a port for each address and server
        }
        bootstrap.connect(addressOf(uri), source()).addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                connection.end(connected.cause());
            }
        });
    }

    private static InetSocketAddress addressOf(URI uri) {
        return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    }

    private @Nullable InetSocketAddress source() {
        int next = Math.floorMod(connections.getAndIncrement(), sources);
        return sources == 1 ? null : new InetSocketAddress("127.0.1." + (1 + next), 0);
    }

    /** Cuts all connections and ends the threads. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** What a new channel begins with. */
    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final Connection connection;

        Pipeline(Connection connection) {
            this.connection = connection;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_RESPONSE_BYTES), connection);
        }
    }
}
