package dev.collab4j.core.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * A run of elements of a shared type, with the neighbours it was inserted between. Kept small (72 bytes): a document
 * holds one for each run that was ever inserted.
 */
public final class Item extends Struct implements Sibling<Item> {
    private static final byte DELETED = 1;
    private static final byte KEPT = 2;
    private static final byte REDONE = 4;

    /** The element that was to the left when this was inserted: its log (null = none) and its clock. */
    public @Nullable ClientLog originLog;

    public int originClock;

    /** The element that was to the right when this was inserted. */
    public @Nullable ClientLog rightOriginLog;

    public int rightOriginClock;

    public @Nullable Item left;
    public @Nullable Item right;
    public final Branch parent;

    /** The key if this is an entry of a map, or an attribute. */
    public final @Nullable String key;

    /** Where the text of a {@link Content#STRING} begins in the arena of its client. */
    public int textAt;

    /** Null for text and for deleted content; see {@link Content}. */
    public @Nullable Object content;

    /** Where the position index of the parent keeps this item, if there is one. */
    public @Nullable Object leaf;

    public byte kind;
    private byte flags;

    public Item(ClientLog log, int clock, int length, Branch parent, @Nullable String key, byte kind) {
        super(log, clock, length);
        this.parent = parent;
        this.key = key;
        this.kind = kind;
        if (kind == Content.DELETED) {
            flags = DELETED;
        }
    }

    @Override
    public boolean isDeleted() {
        return (flags & DELETED) != 0;
    }

    public void markDeleted() {
        flags |= DELETED;
    }

    /** Whether an undo manager may still need the content: it isn't collected then. */
    public boolean isKept() {
        return (flags & KEPT) != 0;
    }

    public void keep(boolean keep) {
        flags = (byte) (keep ? flags | KEPT : flags & ~KEPT);
    }

    /** Whether a later item took the place of this one; {@link ClientLog#redone(Item)} tells which. */
    public boolean isRedone() {
        return (flags & REDONE) != 0;
    }

    void markRedone() {
        flags |= REDONE;
    }

    public boolean isCountable() {
        return Content.isCountable(kind);
    }

    /** Whether the elements can be seen: what counts in positions. */
    public boolean isVisible() {
        return !isDeleted() && isCountable();
    }

    /** The length in positions: 0 if nothing of it can be seen. */
    public int visibleLength() {
        return isVisible() ? length : 0;
    }

    /** Remembers between which two this is inserted. */
    public void originateBetween(@Nullable Item newLeft, @Nullable Item newRight) {
        if (newLeft != null) {
            originLog = newLeft.log;
            originClock = newLeft.end() - 1;
        }
        if (newRight != null) {
            rightOriginLog = newRight.log;
            rightOriginClock = newRight.clock;
        }
    }

    public boolean isOriginOf(Item other) {
        return other.originLog == log && other.originClock == end() - 1;
    }

    @Override
    public @Nullable Item right() {
        return right;
    }

    @Override
    public long client() {
        return log.client;
    }

    @Override
    public @Nullable Struct originHolder() {
        return originLog == null ? null : originLog.find(originClock);
    }

    @Override
    public boolean hasSameOrigin(Item other) {
        return originLog == other.originLog && (originLog == null || originClock == other.originClock);
    }

    @Override
    public boolean hasSameRightOrigin(Item other) {
        return rightOriginLog == other.rightOriginLog
                && (rightOriginLog == null || rightOriginClock == other.rightOriginClock);
    }

    public Branch branch() {
        return content(Branch.class);
    }

    public FormatMark format() {
        return content(FormatMark.class);
    }

    public ValueRun values() {
        return content(ValueRun.class);
    }

    /** The content as the class that {@link #kind} says it is. */
    public <T> T content(Class<T> type) {
        if (content == null) {
            throw new IllegalStateException("an item of kind " + kind + " has no content object");
        }
        return type.cast(content);
    }

    public String text() {
        return log.text.substring(textAt, length);
    }

    @Override
    public boolean mergeWith(Struct other) {
        if (!(other instanceof Item next) || !canMergeWith(next)) {
            return false;
        }
        if (content instanceof ValueRun run) {
            run.append(next.values());
        }
        if (key == null) {
            parent.merging(this, next);
        }
        flags |= (byte) (next.flags & KEPT);
        right = next.right;
        if (right != null) {
            right.left = this;
        } else if (key != null) {
            parent.putTail(key, this);
        }
        length += next.length;
        return true;
    }

    private boolean canMergeWith(Item next) {
        return right == next
                && kind == next.kind
                && Content.isMergeable(kind)
                && isDeleted() == next.isDeleted()
                && ((flags | next.flags) & REDONE) == 0
                && next.isContinuationOf(this);
    }

    /** Whether this was inserted behind {@code other} as if the two were one. */
    public boolean isContinuationOf(Item other) {
        return other.isOriginOf(this) && other.hasSameRightOrigin(this);
    }

    /** Cuts this item at {@code offset} elements; the right part is linked after it, but in no log yet. */
    Item splitAt(int offset) {
        Item rest = new Item(log, clock + offset, length - offset, parent, key, kind);
        rest.originLog = log;
        rest.originClock = clock + offset - 1;
        rest.rightOriginLog = rightOriginLog;
        rest.rightOriginClock = rightOriginClock;
        rest.flags = flags;
        splitContent(rest, offset);
        rest.left = this;
        rest.right = right;
        if (right != null) {
            right.left = rest;
        } else if (key != null) {
            parent.putTail(key, rest);
        }
        right = rest;
        length = offset;
        if (key == null) {
            parent.split(this, rest);
        }
        return rest;
    }

    private void splitContent(Item rest, int offset) {
        if (kind == Content.STRING) {
            rest.textAt = textAt + offset;
            if (log.text.isHighSurrogate(textAt + offset - 1)) {
                log.text.replaceWithReplacementCharacter(textAt + offset - 1);
                log.text.replaceWithReplacementCharacter(textAt + offset);
            }
        } else if (kind != Content.DELETED) {
            rest.content = values().splitAt(offset);
        }
    }

    /** Forgets the content, not the place. */
    public void dropContent() {
        if (kind == Content.STRING) {
            log.text.release(length);
        }
        kind = Content.DELETED;
        content = null;
    }

    /** Whether this is a tombstone and its text, if it can be brought back, may have pairs of surrogates. */
    public boolean mayHidePairs() {
        return kind == Content.DELETED && log.text.isWide();
    }

    /** Remembers the text of a tombstone, which begins at {@code at} in the arena and wasn't compacted away. */
    void bringBack(int at) {
        kind = Content.STRING;
        textAt = at;
        log.text.release(-length);
    }

    @Override
    public String toString() {
        return "Item(" + log.client + ":" + clock + "+" + length + " kind " + kind + (isDeleted() ? " deleted" : "")
                + (key == null ? "" : " key " + key) + ")";
    }
}
