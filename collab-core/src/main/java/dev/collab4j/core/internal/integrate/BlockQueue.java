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

    private static final class Section {
        private final List<Block> blocks;
        private int next;

        private Section(List<Block> blocks) {
            this.blocks = blocks;
        }

        private @Nullable Block poll() {
            return next < blocks.size() ? blocks.get(next++) : null;
        }

        private List<Block> takeFromLast() {
            List<Block> taken = blocks.subList(next - 1, blocks.size());
            next = blocks.size();
            return taken;
        }
    }

    /** A queue of {@code blocks}, in which those of one client are side by side. */
    BlockQueue(List<Block> blocks) {
        int from = 0;
        for (int i = 1; i <= blocks.size(); i++) {
            long client = blocks.get(from).client();
            if (i == blocks.size() || blocks.get(i).client() != client) {
                sections.put(client, new Section(blocks.subList(from, i)));
                from = i;
            }
        }
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
        return section.next == section.blocks.size();
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
