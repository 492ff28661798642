package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.Id;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the blocks of one update to what takes them in, in Yjs's order. A block whose dependency comes later in the
 * update waits on a stack while that one is taken in; if a dependency isn't there at all, the whole stack is set aside.
 */
public final class Scheduler {
    private static final long NONE = -1;

    private final BlockTarget target;
    private final BlockQueue queue;
    private final Map<Long, Long> missing;
    private final Deque<Block> stack = new ArrayDeque<>();

    private Scheduler(BlockTarget target, BlockQueue queue, Map<Long, Long> missing) {
        this.target = target;
        this.queue = queue;
        this.missing = missing;
    }

    /**
     * Brings what can be taken in.
     *
     * @param missing gets the clocks that something waits for, by client
     * @return the rest, in the order of an update
     */
    public static List<Block> run(BlockTarget target, List<Block> blocks, Map<Long, Long> missing) {
        Scheduler scheduler = new Scheduler(target, new BlockQueue(blocks), missing);
        scheduler.run();
        return scheduler.queue.rest();
    }

    private void run() {
        Block head = queue.poll();
        while (head != null) {
            Block dependency = takeInOrFindDependency(head);
            if (dependency != null) {
                head = dependency;
            } else {
                head = stack.isEmpty() ? queue.poll() : stack.pop();
            }
        }
    }

    /** Returns the block to be taken in first, or null if this one is done with, one way or the other. */
    private @Nullable Block takeInOrFindDependency(Block block) {
        if (block.isSkip()) {
            return null;
        }
        int state = target.state(block.client());
        if (state < block.clock()) {
            setAside(block, block.client(), block.clock() - 1);
            return null;
        }
        long client = findMissing(block);
        if (client == NONE) {
            takeIn(block, state - (int) block.clock());
            return null;
        }
        Block dependency = queue.poll(client);
        if (dependency == null) {
            setAside(block, client, target.state(client));
        } else {
            stack.push(block);
        }
        return dependency;
    }

    private void takeIn(Block block, int offset) {
        if (offset < block.length()) {
            target.integrate(block, offset);
        } else {
            target.pass(block);
        }
    }

    /** Sets a block that can't be taken in aside, and all that were waiting for it. */
    private void setAside(Block block, long missingClient, long missingClock) {
        missing.merge(missingClient, missingClock, Math::min);
        stack.push(block);
        while (!stack.isEmpty()) {
            queue.setAside(stack.removeLast());
        }
    }

    /** The client of an element that {@code block} needs and that isn't known; NONE if it needs nothing more. */
    private long findMissing(Block block) {
        long client = missingClient(block, block.origin());
        if (client == NONE) {
            client = missingClient(block, block.rightOrigin());
        }
        return client == NONE && block.parent() instanceof Id parent ? missingClient(block, parent) : client;
    }

    private long missingClient(Block block, @Nullable Id id) {
        return id != null && id.client() != block.client() && id.clock() >= target.state(id.client())
                ? id.client()
                : NONE;
    }
}
