package dev.collab4j.core.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.integrate.Deleter;
import dev.collab4j.core.internal.integrate.Integrator;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a walk of the list, after each of many random edits. */
class PositionTreeTest {
    private final StructStore store = new StructStore(1, true);
    private final TransactionState transaction = new TransactionState(store, null, true);
    private final Branch branch = store.root("list");

    @Test
    void aShortListIsWalked() {
        for (int i = 0; i < 64; i++) {
            append("x");
        }
        assertThat(PositionTree.of(branch)).isNull();
        append("y");
        assertThat(PositionTree.of(branch)).isNotNull().isSameAs(PositionTree.of(branch));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSameAsAWalk(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            append("ab");
        }
        PositionTree tree = PositionTree.of(branch);
        for (int step = 0; step < 6_000; step++) {
            edit(random);
            if (step % 50 == 0) {
                compare(tree, random);
            }
        }
        assertThat(items().size()).as("more than fits into two levels").isGreaterThan(32 * 32);
    }

    private void edit(Random random) {
        List<Item> items = items();
        Item item = items.get(random.nextInt(items.size()));
        switch (random.nextInt(6)) {
            case 0 -> Deleter.delete(transaction, item);
            case 1 -> {
                if (item.length > 1) {
                    store.split(transaction, item, 1 + random.nextInt(item.length - 1));
                }
            }
            case 2 -> item.log.mergeBoundaries(item.clock, item.end());
            case 3 -> insert(item, Content.FORMAT, new FormatMark("bold", true));
            default -> insert(random.nextInt(20) == 0 ? null : item, Content.STRING, "x".repeat(1 + random.nextInt(4)));
        }
    }

    private void compare(PositionTree tree, Random random) {
        List<Item> items = items();
        assertThat(tree.last()).isSameAs(items.get(items.size() - 1));
        int index = 1 + random.nextInt(branch.length);
        int before = 0;
        for (Item item : items) {
            assertThat(tree.indexOf(item)).isEqualTo(before);
            if (before < index && index <= before + item.visibleLength()) {
                assertThat(tree.find(index)).isSameAs(item);
                assertThat(tree.before()).isEqualTo(before);
            }
            before += item.visibleLength();
        }
        assertThat(before).isEqualTo(branch.length);
        assertThat(formatsByIndex())
                .isEqualTo(items.stream()
                        .filter(item -> item.kind == Content.FORMAT && !item.isDeleted())
                        .toList());
    }

    private List<Item> formatsByIndex() {
        List<Item> formats = new ArrayList<>();
        for (Item item = PositionTree.nextFormat(branch.start, null);
                item != null;
                item = PositionTree.nextFormat(item.right, null)) {
            formats.add(item);
        }
        return formats;
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (Item item = branch.start; item != null; item = item.right) {
            items.add(item);
        }
        return items;
    }

    private void append(String text) {
        List<Item> items = items();
        insert(items.isEmpty() ? null : items.get(items.size() - 1), Content.STRING, text);
    }

    private void insert(Item left, byte kind, Object content) {
        Item right = left == null ? branch.start : left.right;
        Integrator.insert(transaction, branch, null, left, right, kind, content);
    }
}
