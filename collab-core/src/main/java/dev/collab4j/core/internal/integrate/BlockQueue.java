package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of an update that wait for their integration, and those that turned out to have to wait longer. Clients
 * are served from the highest down, which makes conflicts cheap, unless a dependency calls for another one first.
 */
final class BlockQueue {
    private final TreeMap<Long, Section> sections = new TreeMap<>();
    private final TreeMap<Long, List<Block>> rest = new TreeMap<>();
    private @Nullable Section current;

    /** The blocks of one client. */
    private static final class Section {
        private final List<Block> all;
        private final int end;
        private int next;

        private Section(List<Block> all, int from, int end) {
            this.all = all;
            this.next = from;
            this.end = end;
        }

        private @Nullable Block poll() {
            return next < end ? all.get(next++) : null;
        }

        private List<Block> takeFromLast() {
            List<Block> taken = all.subList(next - 1, end);
            next = end;
            return taken;
        }
    }

    /** A queue of {@code blocks}, in which those of one client are side by side. */
    BlockQueue(List<Block> blocks) {
        int end;
        for (int from = 0; from < blocks.size(); from = end) {
            long client = blocks.get(from).client();
            end = endOfSection(blocks, client, from);
            sections.put(client, new Section(blocks, from, end));
        }
    }

    /** Looks at few blocks: steps get longer, then shorter. */
    private static int endOfSection(List<Block> blocks, long client, int from) {
        int end = from + 1;
        int step = 1;
        while (end + step <= blocks.size() && blocks.get(end + step - 1).client() == client) {
            end += step;
            step *= 2;
        }
        for (; step > 0; step /= 2) {
            if (end + step <= blocks.size() && blocks.get(end + step - 1).client() == client) {
                end += step;
            }
        }
        return end;
    }

    /** The next block in order, null if none is left. */
    @Nullable
    Block poll() {
        while (true) {
            Block block = current == null ? null : current.poll();
            if (block != null) {
                return block;
            }
            while (!sections.isEmpty() && isDone(sections.lastEntry().getValue())) {
                sections.pollLastEntry();
            }
            if (sections.isEmpty()) {
                return null;
            }
            current = sections.lastEntry().getValue();
        }
    }

    private static boolean isDone(Section section) {
        return section.next == section.end;
    }

    /** The next block of {@code client}, null if this update has none left. */
    @Nullable
    Block poll(long client) {
        Section section = sections.get(client);
        return section == null ? null : section.poll();
    }

    /** Sets {@code block}, which was polled last of its client, and all that follows of that client aside. */
    void setAside(Block block) {
        Section section = sections.remove(block.client());
        rest.put(block.client(), section == null ? List.of(block) : section.takeFromLast());
    }

    /** What was set aside, in the order of an update. */
    List<Block> rest() {
        if (rest.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        rest.descendingMap().values().forEach(blocks::addAll);
        return blocks;
    }
}
