package dev.collab4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the few kinds of HTTP responses of this transport. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails shows as the end of the channel
final class ResponseWriter {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private ResponseWriter() {}

    /** Writes a response; the future is completed when all of it is written. */
    static ChannelFuture write(Channel channel, HttpResponse response, boolean withBody, boolean keepAlive) {
        boolean mayHaveBody = response.status() != NO_CONTENT && response.status() != NOT_MODIFIED;
        StringBuilder head = head(response.status(), response.headers());
        if (mayHaveBody) {
            field(head, "Content-Length", Integer.toString(response.body().length));
        }
        field(head, "Connection", keepAlive ? "keep-alive" : "close");
        boolean sendsBody = withBody && mayHaveBody;
        ByteBuf body = sendsBody ? Unpooled.wrappedBuffer(response.body()) : Unpooled.EMPTY_BUFFER;
        channel.write(end(channel, head));
        return channel.writeAndFlush(body);
    }

    /** Writes the answer to an upgrade that is granted. */
    static void writeUpgrade(Channel channel, Map<String, String> headers) {
        channel.writeAndFlush(end(channel, head(101, headers)));
    }

    private static StringBuilder head(int status, Map<String, String> headers) {
        StringBuilder head = new StringBuilder(256).append("HTTP/1.1 ").append(HttpResponseStatus.valueOf(status));
        head.append("\r\n");
        headers.forEach((name, value) -> field(head, name, value));
        return head;
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static ByteBuf end(Channel channel, StringBuilder head) {
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return channel.alloc().directBuffer(bytes.length).writeBytes(bytes);
    }
}
