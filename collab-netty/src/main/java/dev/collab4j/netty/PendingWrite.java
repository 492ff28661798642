package dev.collab4j.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.DefaultChannelProgressivePromise;
import org.jspecify.annotations.Nullable;

/**
 * Tells the backlog how much of a message the kernel has taken, also in the middle of it. Netty reports that to this
 * kind of promise only; overriding what it calls saves a listener for each message.
 */
final class PendingWrite extends DefaultChannelProgressivePromise {

    private final Backlog backlog;
    private final int framing;
    private final int bytes;
    private int reported;

    /** For a write of {@code framing} bytes, which don't count, and then of {@code bytes}. */
    PendingWrite(Channel channel, Backlog backlog, int framing, int bytes) {
        super(channel);
        this.backlog = backlog;
        this.framing = framing;
        this.bytes = bytes;
    }

    @Override
    public boolean tryProgress(long progress, long total) {
        report((int) Math.max(0, progress - framing));
        return true;
    }

    @Override
    public ChannelProgressivePromise setProgress(long progress, long total) {
        tryProgress(progress, total);
        return this;
    }

    @Override
    public boolean trySuccess(@Nullable Void result) {
        report(bytes);
        return super.trySuccess(null);
    }

    @Override
    public boolean tryFailure(Throwable cause) {
        report(bytes);
        return super.tryFailure(cause);
    }

    private void report(int gone) {
        int more = gone - reported;
        reported = gone;
        if (more > 0) {
            backlog.remove(more);
        }
    }
}
