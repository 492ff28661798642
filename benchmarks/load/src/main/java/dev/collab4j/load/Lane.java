package dev.collab4j.load;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The clients of a crowd that are on one loop. All but {@link #loop} and {@link #call} belongs to that loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the renewals end with the loop
final class Lane {

    private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    final EventLoop loop;
    final List<Member> members = new ArrayList<>();
    private Tally tally = new Tally();
    private double renewalsDue;
    private int renewNext;

    Lane(EventLoop loop) {
        this.loop = loop;
        loop.scheduleAtFixedRate(this::renew, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    Tally tally() {
        return tally;
    }

    /** What was counted since the last time. */
    Tally take() {
        Tally taken = tally;
        tally = new Tally();
        return taken;
    }

    /** Does something on the loop and waits for it. */
    <T> T call(Callable<T> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }

    /** As real clients do, each one every 15 seconds; not all at once, as they did not come all at once either. */
    private void renew() {
        renewalsDue += (double) members.size() * TICK_NANOS / RENEWAL_NANOS;
        for (; renewalsDue >= 1; renewalsDue--) {
            members.get(renewNext++ % members.size()).renew(RENEWAL_NANOS);
        }
    }
}
