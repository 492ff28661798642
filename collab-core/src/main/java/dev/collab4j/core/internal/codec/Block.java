package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.ValueRun;
import org.jspecify.annotations.Nullable;

/**
 * A struct as an update carries it: what it refers to are ids that may not be known yet. Immutable.
 *
 * @param kind a constant of {@link Content}, {@code GC} and {@code SKIP} among them
 * @param parent the name of a root ({@code String}), the {@link Id} of the item that holds the type, or null if the
 *     parent is that of a neighbour
 * @param content a {@code String} for text, otherwise as in an item; null for GC, SKIP and DELETED
 */
public record Block(
        long client,
        long clock,
        long length,
        byte kind,
        @Nullable Id origin,
        @Nullable Id rightOrigin,
        @Nullable Object parent,
        @Nullable String key,
        @Nullable Object content) {

    /** Ids whose items were collected. */
    public static Block gc(long client, long clock, long length) {
        return new Block(client, clock, length, Content.GC, null, null, null, null, null);
    }

    /** Ids that an update leaves out. */
    public static Block skip(long client, long clock, long length) {
        return new Block(client, clock, length, Content.SKIP, null, null, null, null, null);
    }

    public long end() {
        return clock + length;
    }

    public boolean isSkip() {
        return kind == Content.SKIP;
    }

    public boolean isGc() {
        return kind == Content.GC;
    }

    public boolean isItem() {
        return !isGc() && !isSkip();
    }

    /** This block without its first {@code offset} elements, as Yjs cuts a struct: a pair of surrogates is given up. */
    public Block slice(long offset) {
        if (!isItem()) {
            return new Block(client, clock + offset, length - offset, kind, null, null, null, null, null);
        }
        return new Block(
                client,
                clock + offset,
                length - offset,
                kind,
                new Id(client, clock + offset - 1),
                rightOrigin,
                parent,
                key,
                sliceContent((int) offset));
    }

    /** This block with another length; for GC and Skip, which have no content. */
    public Block withLength(long newLength) {
        return new Block(client, clock, newLength, kind, null, null, null, null, null);
    }

    /** This block as it is when its elements were deleted and collected; GC and Skip, which have no content, stay. */
    public Block withoutContent() {
        return isItem()
                ? new Block(client, clock, length, Content.DELETED, origin, rightOrigin, parent, key, null)
                : this;
    }

    /** This block with another key and content of the same length. */
    public Block withContent(@Nullable String newKey, @Nullable Object newContent) {
        return new Block(client, clock, length, kind, origin, rightOrigin, parent, newKey, newContent);
    }

    private @Nullable Object sliceContent(int offset) {
        if (content instanceof String text) {
            return sliceText(text, offset);
        }
        return content instanceof ValueRun run ? run.from(offset) : content;
    }

    /** The text from {@code offset} on; if the cut is inside a pair of surrogates, U+FFFD replaces the second half. */
    public static String sliceText(String text, int offset) {
        return offset > 0 && Character.isHighSurrogate(text.charAt(offset - 1))
                ? "\uFFFD" + text.substring(offset + 1)
                : text.substring(offset);
    }
}
