package dev.collab4j.core;

import dev.collab4j.core.internal.history.Positions;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A position that stays where it is meant to be while others edit: it holds on to an element, or to an end of a type.
 * Cursors, comments and bookmarks are kept this way.
 *
 * <p>A position with an {@code assoc} of 0 or more holds on to the element behind it, one with a negative one to the
 * element before it. So text that is inserted exactly there comes before the first and behind the second.
 *
 * <p>Immutable and thread-safe. Two positions are equal if all their parts are.
 */
public final class RelativePosition {
    private final @Nullable Id type;
    private final @Nullable String rootName;
    private final @Nullable Id item;
    private final int assoc;

    private RelativePosition(@Nullable Id type, @Nullable String rootName, @Nullable Id item, int assoc) {
        this.type = type;
        this.rootName = rootName;
        this.item = item;
        this.assoc = assoc;
    }

    /**
     * Makes a position that holds on to the element behind it.
     *
     * @param type not null
     * @param index from 0; UTF-16 units in text; beyond the end it means the end
     * @return the position
     * @throws IndexOutOfBoundsException if the index is negative
     */
    public static RelativePosition of(SharedType type, int index) {
        return of(type, index, 0);
    }

    /**
     * Makes a position.
     *
     * @param type not null
     * @param index from 0; UTF-16 units in text; beyond the end it means the end
     * @param assoc below 0 to hold on to the element before it, otherwise to the one behind it
     * @return the position
     * @throws IndexOutOfBoundsException if the index is negative
     */
    public static RelativePosition of(SharedType type, int index, int assoc) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("Negative position: " + index);
        }
        return type.doc.look(() -> {
            Branch branch = type.branch;
            Item holder = branch.item;
            Id typeId = holder == null ? null : new Id(holder.log.client, holder.clock);
            return new RelativePosition(
                    typeId, branch.rootName, Ids.open(Positions.anchor(branch, index, assoc)), assoc);
        });
    }

    /**
     * Makes a position from its parts. At least one of the three must be there; {@code item} counts before
     * {@code rootName}, that one before {@code type}.
     *
     * @param type the element that holds the type; null for a root
     * @param rootName the name of the root; null for a type inside another one
     * @param item the element to hold on to; null for an end of the type: the start if {@code assoc} is below 0,
     *     otherwise the end
     * @param assoc below 0 to hold on to the element before the position, otherwise to the one behind it
     * @return the position
     * @throws IllegalArgumentException if all three are null
     */
    public static RelativePosition of(@Nullable Id type, @Nullable String rootName, @Nullable Id item, int assoc) {
        if (type == null && rootName == null && item == null) {
            throw new IllegalArgumentException("A position needs a type, a root or an element");
        }
        return new RelativePosition(type, rootName, item, assoc);
    }

    /**
     * Reads an encoded position. What it doesn't say is null: with an element, the type and the root.
     *
     * @param bytes the encoding; not null, not kept; bytes after its end are ignored, as in Yjs
     * @return the position
     * @throws MalformedUpdateException if the bytes are no position
     */
    public static RelativePosition decode(byte[] bytes) {
        return PositionCodec.decode(bytes);
    }

    /**
     * Writes this position as Yjs does: the element, or else the root, or else the type; then the association.
     *
     * @return a new array
     */
    public byte[] encode() {
        return PositionCodec.encode(this);
    }

    /**
     * Reads a position from JSON, in the form of {@link #toJson} or of {@link #toValue}.
     *
     * @param json not null
     * @return the position
     * @throws MalformedUpdateException if the text is no JSON or no position
     */
    public static RelativePosition fromJson(String json) {
        return PositionCodec.fromValue(JsJson.parse(Objects.requireNonNull(json, "json")));
    }

    /**
     * Prints this position as JSON, as {@code JSON.stringify(Y.relativePositionToJSON(position))}: the parts that are
     * there, then the association. Where Yjs loses the root name {@code ""} it is printed if nothing else says where
     * the position is.
     *
     * @return for example {@code {"tname":"body","item":{"client":7,"clock":3},"assoc":0}}
     */
    public String toJson() {
        return Objects.requireNonNull(JsJson.stringify(PositionCodec.partsOf(this)));
    }

    /**
     * Reads a position from a value that was parsed from JSON, in either form.
     *
     * @param value a Map as {@link #toValue} gives it, where parts may be absent or null; null and all else is refused
     * @return the position
     * @throws MalformedUpdateException if the value is no position
     */
    public static RelativePosition fromValue(@Nullable Object value) {
        return PositionCodec.fromValue(value);
    }

    /**
     * Returns this position as editors put it into awareness: a Yjs position object as it stands, in which all of
     * {@code type}, {@code tname}, {@code item} and {@code assoc} are there, null if they say nothing. Some editors
     * rely on these nulls.
     *
     * @return a new Map, ready for JSON
     */
    public Map<String, @Nullable Object> toValue() {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("type", PositionCodec.valueOf(type));
        value.put("tname", rootName);
        value.put("item", PositionCodec.valueOf(item));
        value.put("assoc", (long) assoc);
        return value;
    }

    /**
     * Returns the element that holds the type.
     *
     * @return null for a root, or if {@link #item} says it all
     */
    public @Nullable Id type() {
        return type;
    }

    /**
     * Returns the name of the root, which Yjs calls {@code tname}.
     *
     * @return null for a type inside another one, or if {@link #item} says it all
     */
    public @Nullable String rootName() {
        return rootName;
    }

    /**
     * Returns the element that this holds on to.
     *
     * @return null for an end of the type
     */
    public @Nullable Id item() {
        return item;
    }

    /**
     * Returns which side this holds on to.
     *
     * @return below 0 for the element before the position, otherwise for the one behind it
     */
    public int assoc() {
        return assoc;
    }

    /**
     * Finds out where this is now. What was deleted and came back by undo is followed, which only the replica that has
     * undone can do: others may get another result.
     *
     * @param doc not null
     * @return null if what this holds on to isn't known there yet, or is collected
     */
    public @Nullable AbsolutePosition resolve(Doc doc) {
        return resolve(doc, true);
    }

    /**
     * Finds out where this is now. The roots of the document stay as they are: one that isn't there counts as empty.
     *
     * @param doc not null
     * @param followUndoneDeletions false for a result that is the same on every replica: elements that came back by
     *     undo are new ones then
     * @return null if what this holds on to isn't known there yet, or is collected
     */
    public @Nullable AbsolutePosition resolve(Doc doc, boolean followUndoneDeletions) {
        return doc.<@Nullable AbsolutePosition>look(() -> {
            Positions.Place place = find(doc, followUndoneDeletions);
            return place == null ? null : new AbsolutePosition(doc, place.branch(), rootName, place.index(), assoc);
        });
    }

    private Positions.@Nullable Place find(Doc doc, boolean follow) {
        if (item != null) {
            return Positions.ofElement(doc.store(), Ids.internal(item), assoc, follow);
        }
        if (rootName != null) {
            return Positions.ofRoot(doc.store(), rootName, assoc);
        }
        return Positions.ofType(doc.store(), Ids.internal(Objects.requireNonNull(type)), assoc, follow);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RelativePosition position
                && Objects.equals(rootName, position.rootName)
                && Objects.equals(item, position.item)
                && Objects.equals(type, position.type)
                && assoc == position.assoc;
    }

    @Override
    public int hashCode() {
        return Objects.hash(rootName, item, type, assoc);
    }

    /** Describes the position, for logs. */
    @Override
    public String toString() {
        return "RelativePosition" + toJson();
    }
}
