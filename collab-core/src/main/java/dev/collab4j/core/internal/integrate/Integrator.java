package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.Gc;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts one struct into the store: at the place that every replica will give it, whatever arrived before. */
public final class Integrator {
    private Integrator() {}

    /**
     * Inserts an item between two physical neighbours, with the next id of the document's own client.
     *
     * @param content for text a {@code String}, for a type its {@link TypeRef}, otherwise as {@link Item#content}
     */
    public static Item insert(
            TransactionState transaction,
            Branch parent,
            @Nullable String key,
            @Nullable Item left,
            @Nullable Item right,
            byte kind,
            Object content) {
        return insert(transaction, parent, key, left, right, kind, lengthOf(kind, content), content);
    }

    /** Inserts a copy of the content of {@code original}, a type without what is in it, in the way of an edit. */
    public static Item insertCopy(
            TransactionState transaction, Branch parent, @Nullable Item left, @Nullable Item right, Item original) {
        return insert(
                transaction,
                parent,
                original.key,
                left,
                right,
                original.kind,
                original.length,
                copyOfContent(original));
    }

    private static Item insert(
            TransactionState transaction,
            Branch parent,
            @Nullable String key,
            @Nullable Item left,
            @Nullable Item right,
            byte kind,
            int length,
            @Nullable Object content) {
        ClientLog log = transaction.store.log(transaction.store.clientId());
        Item item = new Item(log, log.state(), length, parent, key, kind);
        item.originateBetween(left, right);
        setContent(item, content);
        integrate(transaction, item, left, right);
        return item;
    }

    private static @Nullable Object copyOfContent(Item original) {
        return switch (original.kind) {
            case Content.STRING -> original.text();
            case Content.TYPE -> original.branch().typeRef();
            case Content.FORMAT -> new FormatMark(original.format().key, original.format().value);
            case Content.DOC -> original.content(SubDocument.class).copy();
            default -> original.content;
        };
    }

    private static int lengthOf(byte kind, Object content) {
        return switch (kind) {
            case Content.STRING -> ((String) content).length();
            case Content.ANY, Content.JSON -> ((ValueRun) content).size();
            default -> 1;
        };
    }

    /**
     * Integrates {@code block}, whose dependencies are known, without its first {@code offset} elements, which are
     * known too.
     */
    static void integrate(TransactionState transaction, Block block, int offset) {
        StructStore store = transaction.store;
        ClientLog log = store.log(block.client());
        int clock = (int) block.clock() + offset;
        int length = (int) block.length() - offset;
        if (block.isGc()) {
            store.append(new Gc(log, clock, length));
            return;
        }
        prepareCuts(transaction, block);
        Struct left = findLeft(transaction, block);
        Struct right = findRight(transaction, block, left);
        Place place = Place.of(store, block, left, right);
        if (offset > 0) {
            left = store.cleanEnd(transaction, log, clock - 1);
        }
        if (place == null || left instanceof Gc) {
            store.append(new Gc(log, clock, length));
            return;
        }
        Item item = new Item(log, clock, length, place.parent, place.key, block.kind());
        // Clocks not from left and right: where the cut for the right origin went through left, its end has moved.
        setOrigin(item, left, offset > 0 ? new Id(block.client(), clock - 1) : block.origin());
        setRightOrigin(item, right, block.rightOrigin());
        setContent(item, contentFrom(block, offset));
        integrate(transaction, item, (Item) left, (Item) right);
    }

    private static void setOrigin(Item item, @Nullable Struct left, @Nullable Id origin) {
        if (left != null && origin != null) {
            item.originLog = left.log;
            item.originClock = (int) origin.clock();
        }
    }

    private static void setRightOrigin(Item item, @Nullable Struct right, @Nullable Id origin) {
        if (right != null && origin != null) {
            item.rightOriginLog = right.log;
            item.rightOriginClock = (int) origin.clock();
        }
    }

    /**
     * Cuts the neighbours of a block that is known already, as Yjs does on its way: where the cut goes through a pair
     * of surrogates it changes the text.
     */
    static void cutNeighbours(TransactionState transaction, Block block) {
        prepareCuts(transaction, block);
        findRight(transaction, block, findLeft(transaction, block));
    }

    /** Both before the first is made: the one for the right neighbour must not move the end of the left one. */
    private static void prepareCuts(TransactionState transaction, Block block) {
        Id origin = block.origin();
        Id rightOrigin = block.rightOrigin();
        if (transaction.hasSeams() && origin != null && rightOrigin != null) {
            int clock = (int) rightOrigin.clock();
            StructStore.prepareCut(transaction, log(transaction, rightOrigin), clock, clock);
        }
    }

    /** The struct that {@code block} was inserted after, cut there if need be. */
    private static @Nullable Struct findLeft(TransactionState transaction, Block block) {
        Id origin = block.origin();
        return origin == null
                ? null
                : transaction.store.cleanEnd(transaction, log(transaction, origin), (int) origin.clock());
    }

    /** The struct that {@code block} was inserted before, cut there if need be: mostly the neighbour of the left one. */
    private static @Nullable Struct findRight(TransactionState transaction, Block block, @Nullable Struct left) {
        Id origin = block.rightOrigin();
        if (origin == null) {
            return null;
        }
        Item next = left instanceof Item item ? item.right : null;
        return next != null && next.clock == origin.clock() && next.log.client == origin.client()
                ? next
                : transaction.store.cleanStart(transaction, log(transaction, origin), (int) origin.clock());
    }

    private static ClientLog log(TransactionState transaction, Id id) {
        return Objects.requireNonNull(transaction.store.findLog(id.client()));
    }

    /** Where an item belongs. */
    private record Place(Branch parent, @Nullable String key) {

        /** The place of {@code block}, or null if it was in something that is collected. */
        static @Nullable Place of(StructStore store, Block block, @Nullable Struct left, @Nullable Struct right) {
            if (left instanceof Gc || right instanceof Gc) {
                return null;
            }
            if (block.parent() instanceof String root) {
                return new Place(store.root(root), block.key());
            }
            if (block.parent() instanceof Id id) {
                return ofType(store, id, block.key());
            }
            Item neighbour = (Item) (left != null ? left : Objects.requireNonNull(right));
            return new Place(neighbour.parent, neighbour.key);
        }

        /** Inside the type held by an item; null if the item isn't one that holds a type, or not any more. */
        private static @Nullable Place ofType(StructStore store, Id id, @Nullable String key) {
            Struct holder = Objects.requireNonNull(store.findLog(id.client())).find((int) id.clock());
            return holder instanceof Item item && item.kind == Content.TYPE ? new Place(item.branch(), key) : null;
        }
    }

    private static @Nullable Object contentFrom(Block block, int offset) {
        if (block.content() instanceof SubDocument document) {
            return document.copy(document.shouldLoad);
        }
        if (offset == 0) {
            return block.content();
        }
        return block.content() instanceof String text
                ? Block.sliceText(text, offset)
                : block.content() instanceof ValueRun run ? run.from(offset) : block.content();
    }

    private static void addSubDocument(TransactionState transaction, Item item, SubDocument document) {
        document.item = item;
        transaction.subDocuments().added.add(document);
        if (document.shouldLoad) {
            transaction.subDocuments().loaded.add(document);
        }
    }

    private static void setContent(Item item, @Nullable Object content) {
        switch (item.kind) {
            case Content.STRING -> item.textAt = item.log.text.append((String) Objects.requireNonNull(content));
            case Content.TYPE -> item.content = Branch.nested(item, (TypeRef) Objects.requireNonNull(content));
            // A block stays as it is, but a run grows when its item takes in a neighbour.
            case Content.ANY, Content.JSON -> item.content = ((ValueRun) Objects.requireNonNull(content)).from(0);
            default -> item.content = content;
        }
    }

    private static void integrate(TransactionState transaction, Item item, @Nullable Item left, @Nullable Item right) {
        Branch parent = item.parent;
        item.left = left;
        if (left == null ? right == null || right.left != null : left.right != right) {
            item.left = Conflicts.findLeft(item, left, left != null ? left.right : parent.first(item.key), right);
        }
        parent.link(item);
        if (item.key != null && item.right == null && item.left != null) {
            Deleter.delete(transaction, item.left);
        }
        transaction.store.append(item);
        if (item.kind == Content.DELETED) {
            transaction.store.cameDeleted(item);
            transaction.deleteSet.add(item.log.client, item.clock, item.length);
        } else if (item.kind == Content.FORMAT) {
            parent.hasFormatting = true;
        } else if (item.kind == Content.DOC) {
            addSubDocument(transaction, item, item.content(SubDocument.class));
        }
        transaction.addChanged(parent, item.key);
        if (parent.isDeleted() || (item.key != null && item.right != null)) {
            Deleter.delete(transaction, item);
        }
    }
}
