package dev.collab4j.netty;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP life of a channel: answers requests one after the other, until one of them makes it a WebSocket and this
 * handler and the decoder leave the pipeline.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails shows as the end of the channel
final class FrontHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(FrontHandler.class);
    /** A slow reader may take this long for one response. */
    private static final long RESPONSE_SECONDS = 300;

    private static final long LINGER_SECONDS = 2;

    private final Front front;
    private final LoopConnections neighbours;
    private @Nullable Future<?> deadline;
    private boolean answering;
    private boolean refused;

    FrontHandler(Front front, LoopConnections neighbours) {
        this.front = front;
        this.neighbours = neighbours;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        neighbours.addFront(channel);
        if (!front.arrivals().add(channel)) {
            front.tally().refused(Refused.HANDSHAKE);
            channel.close();
            return;
        }
        expectRequest(channel, () -> tooLate(channel));
    }

    private void tooLate(Channel channel) {
        front.tally().refused(Refused.HANDSHAKE_TIME);
        refuse(channel, HttpResponse.text(408, "The request took too long"));
    }

    private void expectRequest(Channel channel, Runnable tooLate) {
        answering = false;
        long millis = front.settings().handshakeTimeout().toMillis();
        rearm(channel.eventLoop().schedule(tooLate, millis, TimeUnit.MILLISECONDS));
    }

    private void rearm(@Nullable Future<?> next) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = next;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        neighbours.removeFront(ctx.channel());
        front.arrivals().remove(ctx.channel());
        rearm(null);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (msg instanceof HttpRequest request) {
                request(ctx.channel(), request);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void request(Channel channel, HttpRequest request) {
        if (refused) {
            return;
        }
        if (answering) { // a pipelined request: no client of ours does that, and it may repeat what got no answer
            channel.config().setAutoRead(false);
            return;
        }
        answering = true;
        HttpResponse refusal = broken(request);
        if (refusal != null) {
            front.tally().refused(refusal.status() == 431 ? Refused.HEADERS : Refused.REQUEST);
            refuse(channel, refusal);
            return;
        }
        Target target = Target.of(request.uri());
        Route route = Upgrade.isAskedBy(request) ? front.route(target.path()) : null;
        if (route == null) {
            answer(channel, request, target);
        } else {
            upgrade(channel, request, target, route);
        }
    }

    private static @Nullable HttpResponse broken(HttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponse.text(414, "The request line is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HttpResponse.text(431, "The headers are too long");
        }
        if (cause != null) {
            return HttpResponse.text(400, "This is no HTTP request");
        }
        if (!Target.isPath(request.uri())) {
            return HttpResponse.text(400, "The target of the request is no path");
        }
        boolean body = HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0;
        return body ? HttpResponse.text(413, "No request here has a body") : null;
    }

    /** Answers and closes; what still comes is read and dropped, as a socket closed on unread bytes resets the answer. */
    private void refuse(Channel channel, HttpResponse response) {
        refused = true;
        rearm(channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS));
        ResponseWriter.write(channel, response, true, false)
                .addListener(written -> ((DuplexChannel) channel).shutdownOutput());
    }

    private void answer(Channel channel, HttpRequest request, Target target) {
        var plain = Front.plain(request, target);
        boolean withBody = !request.method().equals(HttpMethod.HEAD);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        rearm(channel.eventLoop().schedule(() -> channel.close(), RESPONSE_SECONDS, TimeUnit.SECONDS));
        try {
            front.httpExecutor(channel).execute(() -> {
                HttpResponse response = front.answer(plain);
                onLoop(channel, () -> write(channel, response, withBody, keepAlive));
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("The executor of the HTTP handler takes no more", e);
            refuse(channel, HttpResponse.text(503, "Overloaded"));
        }
    }

    private static void onLoop(Channel channel, Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The transport was shut down before a response was there", e);
        }
    }

    private void write(Channel channel, HttpResponse response, boolean withBody, boolean keepAlive) {
        boolean stays = keepAlive && channel.config().isAutoRead();
        ResponseWriter.write(channel, response, withBody, stays).addListener(written -> {
            if (stays && written.isSuccess()) {
                expectRequest(channel, () -> channel.close());
            } else {
                channel.close();
            }
        });
    }

    private void upgrade(Channel channel, HttpRequest request, Target target, Route route) {
        if (neighbours.isClosing()) {
            refuse(channel, HttpResponse.text(503, "The server shuts down"));
            return;
        }
        HttpResponse refusal = Upgrade.refusal(request);
        if (refusal != null) {
            front.tally().refused(Refused.REQUEST);
            refuse(channel, refusal);
            return;
        }
        Handshake handshake = Upgrade.handshake(request, target, route, channel.remoteAddress());
        Admission admission = admit(route.acceptor(), handshake);
        if (admission instanceof Admission.Rejected no) {
            refuse(channel, HttpResponse.text(no.status(), no.reason()));
        } else if (admission instanceof Admission.Accepted yes) {
            var answer = Upgrade.answer(request, yes.subprotocol());
            becomeWebSocket(channel, answer, route.acceptor(), handshake);
        }
    }

    private static Admission admit(Acceptor acceptor, Handshake handshake) {
        try {
            return acceptor.admit(handshake);
        } catch (RuntimeException | Error e) {
            LOG.error("An acceptor has thrown, its handshake is refused", e);
            return Admission.reject(500, "Internal error");
        }
    }

    private void becomeWebSocket(Channel channel, Map<String, String> answer, Acceptor acceptor, Handshake handshake) {
        WebSocketHandler handler = new WebSocketHandler(
                channel,
                front.frames(),
                front.settings(),
                front.tally(),
                neighbours,
                acceptor.maxFrameBytes(),
                acceptor.tooLarge());
        ChannelPipeline pipeline = channel.pipeline();
        ResponseWriter.writeUpgrade(channel, answer);
        pipeline.replace(this, null, handler);
        accept(handler, acceptor, handshake);
        pipeline.remove(HttpRequestDecoder.class); // hands on what it has read beyond the request
    }

    /** On the loop that reads, so what comes in the meantime waits in the socket and in the decoder. */
    private static void accept(WebSocketHandler handler, Acceptor acceptor, Handshake handshake) {
        NettyConnection connection = handler.connection();
        try {
            ConnectionListener listener = acceptor.accept(connection, handshake);
            if (listener == null) {
                connection.close(CloseCode.POLICY_VIOLATION, "refused");
            } else {
                handler.accepted(listener);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("An acceptor has thrown, its connection is closed", e);
            connection.close(CloseCode.INTERNAL_ERROR, "internal error");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("An HTTP connection has failed and is closed", cause);
        }
        ctx.close();
    }
}
