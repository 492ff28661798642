package dev.collab4j.core.internal.history;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.integrate.DecodedUpdate;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.CollectedMarks;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Gc;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document was at a snapshot, as far as one has to know who edits there: every element that could be seen is at
 * its place and counts. What was deleted since has another content, of the same length, as the real one may be collected;
 * marks of formats that were deleted since aren't there any more, for the same reason.
 */
public final class PastState {
    private final IdRanges marks;
    private final IdRanges unknown;
    private final SnapshotIds past;
    private final List<Block> blocks = new ArrayList<>();
    /** Whether a tombstone was met of which nobody knows whether it counted. */
    private boolean isForgotten;

    private PastState(CollectedMarks collected, SnapshotIds past) {
        marks = collected.marks();
        unknown = collected.unknown();
        this.past = past;
    }

    /** The content; null if the document has forgotten what it takes. It knows all ids of the snapshot. */
    public static @Nullable DecodedUpdate of(StructStore store, CollectedMarks collected, SnapshotIds past) {
        PastState state = new PastState(collected, past);
        store.logs().stream()
                .sorted(Comparator.comparingLong((ClientLog log) -> log.client).reversed())
                .forEach(state::add);
        return state.isForgotten ? null : new DecodedUpdate(state.blocks, state.blocks.size(), new IdRanges());
    }

    private void add(ClientLog log) {
        int end = (int) past.clock(log.client);
        for (ClientLog.Walk walk = log.walkFrom(0); walk.hasNext() && !isForgotten; ) {
            Struct struct = walk.next();
            if (struct.clock >= end) {
                return;
            }
            add(struct, Math.min(end, struct.end()));
        }
    }

    private void add(Struct struct, int end) {
        if (struct instanceof Gc) {
            blocks.add(Block.gc(struct.log.client, struct.clock, end - struct.clock));
        } else if (!struct.isDeleted()) {
            Item item = (Item) struct;
            add(item, item.clock, end, item.kind, contentOf(item, end - item.clock));
        } else {
            addDeleted((Item) struct, end);
        }
    }

    private void addDeleted(Item item, int end) {
        long client = item.log.client;
        for (int at = item.clock; at < end; ) {
            int next = (int) past.deletes().alike(client, at, end);
            if (past.deletes().contains(client, at)) {
                addTombstone(item, at, next);
            } else {
                addDeletedSince(item, at, next);
            }
            at = next;
        }
    }

    private void addDeletedSince(Item item, int from, int end) {
        if (item.kind == Content.FORMAT) {
            addTombstone(item, from, end);
        } else if (item.kind == Content.DELETED && mayHoldMarks(item)) {
            addCollected(item, from, end);
        } else {
            addStandIn(item, from, end);
        }
    }

    /** Marks are in texts only; of a root without a type nobody knows. */
    private static boolean mayHoldMarks(Item item) {
        return item.key == null && mayBeText(item.parent);
    }

    private static boolean mayBeText(Branch branch) {
        byte kind = branch.typeRef().kind();
        return TypeRef.isText(kind) || kind == TypeRef.UNTYPED;
    }

    private void addCollected(Item item, int from, int end) {
        long client = item.log.client;
        isForgotten |= unknown.contains(client, from) || unknown.alike(client, from, end) < end;
        for (int at = from; at < end; ) {
            int next = (int) marks.alike(client, at, end);
            if (marks.contains(client, at)) {
                addTombstone(item, at, next);
            } else {
                addStandIn(item, at, next);
            }
            at = next;
        }
    }

    private void addTombstone(Item item, int from, int end) {
        add(item, from, end, Content.DELETED, null);
    }

    private void addStandIn(Item item, int from, int end) {
        if (mayHoldMarks(item)) {
            add(item, from, end, Content.STRING, "\uFFFD".repeat(end - from));
        } else {
            @Nullable Object[] values = new @Nullable Object[end - from];
            Arrays.fill(values, Undefined.INSTANCE);
            add(item, from, end, Content.ANY, new ValueRun(values));
        }
    }

    private void add(Item item, int from, int end, byte kind, @Nullable Object content) {
        Id origin = from > item.clock
                ? new Id(item.log.client, from - 1)
                : item.originLog == null ? null : new Id(item.originLog.client, item.originClock);
        Id rightOrigin = item.rightOriginLog == null ? null : new Id(item.rightOriginLog.client, item.rightOriginClock);
        boolean stands = origin == null && rightOrigin == null;
        blocks.add(new Block(
                item.log.client,
                from,
                end - from,
                kind,
                origin,
                rightOrigin,
                stands ? idOf(item.parent) : null,
                stands ? item.key : null,
                content));
    }

    private static @Nullable Object idOf(Branch parent) {
        return parent.item == null ? parent.rootName : new Id(parent.item.log.client, parent.item.clock);
    }

    private static @Nullable Object contentOf(Item item, int length) {
        return switch (item.kind) {
            case Content.STRING -> item.log.text.substring(item.textAt, length);
            case Content.ANY, Content.JSON -> item.values().upTo(length);
            case Content.TYPE -> item.branch().typeRef();
            default -> item.content;
        };
    }
}
