package dev.collab4j.core.internal.hot;

import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import org.jspecify.annotations.Nullable;

/**
 * Changes of live runs of text, done as splitting, collecting and merging would leave them: a key that is typed makes
 * an item longer, one that is deleted goes over to the tombstone beside it.
 */
final class Runs {
    private Runs() {}

    /** Whether text inserted directly behind {@code run}, with the next ids of its client, would be merged into it. */
    static boolean canGrow(Item run) {
        return run.kind == Content.STRING
                && !run.isDeleted()
                && !run.isRedone()
                && run.end() == run.log.state()
                && isBornBefore(run, run.right);
    }

    private static boolean isBornBefore(Item run, @Nullable Item right) {
        return right == null
                ? run.rightOriginLog == null
                : run.rightOriginLog == right.log && run.rightOriginClock == right.clock;
    }

    /** Whether text behind {@code run} would complete a pair of surrogates. */
    static boolean endsInHalfAPair(Item run) {
        return run.log.text.isHighSurrogate(run.textAt + run.length - 1);
    }

    /** Appends to a run that {@link #canGrow}. */
    static void grow(Item run, String text) {
        ClientLog log = run.log;
        log.text.append(text);
        run.length += text.length();
        log.extend(text.length());
        run.parent.resized(run, text.length());
    }

    /** Whether a part of {@code run} can be deleted here: it is text that nobody keeps, and no pair is torn apart. */
    static boolean canDelete(Item run, int offset, int length) {
        return run.kind == Content.STRING
                && !run.isKept()
                && !run.isRedone()
                && canSplit(run, offset)
                && canSplit(run, offset + length);
    }

    /** Whether a cut of text or of a tombstone leaves all as it is, half a pair of surrogates wouldn't be. */
    static boolean canSplit(Item run, int offset) {
        return offset == 0
                || offset == run.length
                || run.kind == Content.DELETED
                || (run.kind == Content.STRING && !run.log.text.isHighSurrogate(run.textAt + offset - 1));
    }

    /** Deletes elements of a run for which {@link #canDelete} is true. */
    static void delete(Item run, int offset, int length) {
        int end = offset + length;
        if (offset == 0 && length == run.length) {
            kill(run);
        } else if (end == run.length) {
            deleteTail(run, offset, length);
        } else if (offset == 0) {
            deleteHead(run, length);
        } else {
            StructStore.split(run, end);
            kill(StructStore.split(run, offset));
        }
    }

    private static void deleteTail(Item run, int offset, int length) {
        Item next = run.right;
        if (next == null || next.clock != run.end() || !isTombstoneOf(run, next) || !next.isContinuationOf(run)) {
            kill(StructStore.split(run, offset));
            return;
        }
        shorten(run, length);
        next.clock -= length;
        next.originClock -= length;
        next.length += length;
    }

    private static void deleteHead(Item run, int length) {
        Item previous = run.left;
        if (previous == null
                || previous.end() != run.clock
                || !isTombstoneOf(run, previous)
                || !run.isContinuationOf(previous)) {
            StructStore.split(run, length);
            kill(run);
            return;
        }
        previous.length += length;
        run.clock += length;
        run.originClock += length;
        run.textAt += length;
        shorten(run, length);
    }

    private static boolean isTombstoneOf(Item run, Item other) {
        return other.kind == Content.DELETED && other.log == run.log && !other.isRedone();
    }

    private static void shorten(Item run, int length) {
        run.length -= length;
        run.log.text.release(length);
        run.parent.resized(run, -length);
    }

    private static void kill(Item run) {
        run.markDeleted();
        run.parent.hidden(run, run.length);
        run.dropContent();
    }
}
