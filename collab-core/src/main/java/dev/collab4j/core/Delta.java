package dev.collab4j.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of steps that goes through a text or list from its start: insert, keep, delete. The format is that of
 * Quill; positions and lengths are UTF-16 units in text, elements in lists.
 *
 * <p>Immutable and safe for all threads, as far as the values in it are. A delta that was read from a document holds
 * copies, except for shared types.
 */
public final class Delta implements Iterable<Delta.Op> {
    private final List<Op> ops;

    Delta(List<Op> ops) {
        this.ops = List.copyOf(ops);
    }

    /** One step. */
    public sealed interface Op permits Insert, Retain, Delete {}

    /**
     * Inserts one thing.
     *
     * @param value text as String; any other value is one embedded object, or the shared type that was embedded; in the
     *     delta of an array or XML the List of elements
     * @param attributes what the text has from the first to the last character, and nothing else; empty for none;
     *     unmodifiable, in order
     */
    public record Insert(Object value, Map<String, @Nullable Object> attributes) implements Op {
        /**
         * Copies the attributes.
         *
         * @param value not null
         * @param attributes not null
         */
        public Insert {
            Objects.requireNonNull(value, "value");
            attributes = copy(attributes);
        }
    }

    /**
     * Keeps what is there.
     *
     * @param length at least 1
     * @param attributes what changes in the part that is kept; a null value ends an attribute; empty for nothing;
     *     unmodifiable, in order
     */
    public record Retain(int length, Map<String, @Nullable Object> attributes) implements Op {
        /**
         * Checks the length and copies the attributes.
         *
         * @param length at least 1
         * @param attributes not null
         */
        public Retain {
            checkLength(length);
            attributes = copy(attributes);
        }
    }

    /**
     * Deletes what is there.
     *
     * @param length at least 1
     */
    public record Delete(int length) implements Op {
        /**
         * Checks the length.
         *
         * @param length at least 1
         */
        public Delete {
            checkLength(length);
        }
    }

    private static void checkLength(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("The length must be at least 1: " + length);
        }
    }

    private static Map<String, @Nullable Object> copy(Map<String, ?> attributes) {
        return attributes.isEmpty()
                ? Collections.emptyMap()
                : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * Starts a delta.
     *
     * @return a builder without steps
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes a delta as Quill writes it: a list of objects with {@code insert} (a text that isn't empty, or an object),
     * {@code retain} or {@code delete}, and {@code attributes} if there are any.
     *
     * @param json what {@link #toJson} or {@link Json#parse} returns; null is no delta
     * @return the steps
     * @throws IllegalArgumentException if it is no delta; the message says where
     */
    public static Delta fromJson(@Nullable Object json) {
        return DeltaJson.read(json);
    }

    /**
     * Returns how long a text has to be for this: what is kept and deleted together. A text to which a delta is applied
     * that goes beyond its end gets newlines there, as many as the delta wants, so compare the two first if the delta
     * comes from a stranger.
     *
     * @return from 0, in the units of the positions
     */
    public long baseLength() {
        return ops.stream().mapToLong(Delta::kept).sum();
    }

    private static long kept(Op op) {
        return op instanceof Retain retain ? retain.length() : op instanceof Delete delete ? delete.length() : 0;
    }

    /**
     * Returns the steps.
     *
     * @return unmodifiable
     */
    public List<Op> ops() {
        return ops;
    }

    /**
     * Returns the steps one by one.
     *
     * @return an iterator that removes nothing
     */
    @Override
    public Iterator<Op> iterator() {
        return ops.iterator();
    }

    /**
     * Returns the steps one by one.
     *
     * @return a stream of what {@link #ops} returns
     */
    public Stream<Op> stream() {
        return ops.stream();
    }

    /**
     * Whether this changes nothing: there are no steps.
     *
     * @return true if there are none
     */
    public boolean isEmpty() {
        return ops.isEmpty();
    }

    /**
     * Returns the steps as Quill writes them: maps with {@code insert}, {@code retain} or {@code delete}, and
     * {@code attributes} if there are any.
     *
     * @return a new list; shared types in it stay as they are
     */
    public List<Map<String, @Nullable Object>> toJson() {
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        for (Op op : ops) {
            json.add(toJson(op));
        }
        return json;
    }

    private static Map<String, @Nullable Object> toJson(Op op) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (op instanceof Insert insert) {
            json.put("insert", insert.value());
            putAttributes(json, insert.attributes());
        } else if (op instanceof Retain retain) {
            json.put("retain", retain.length());
            putAttributes(json, retain.attributes());
        } else if (op instanceof Delete delete) {
            json.put("delete", delete.length());
        }
        return json;
    }

    private static void putAttributes(Map<String, @Nullable Object> json, Map<String, @Nullable Object> attributes) {
        if (!attributes.isEmpty()) {
            json.put("attributes", attributes);
        }
    }

    /** Two deltas are equal if their steps are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Delta delta && ops.equals(delta.ops);
    }

    @Override
    public int hashCode() {
        return ops.hashCode();
    }

    /** Prints the steps, for logs. */
    @Override
    public String toString() {
        return ops.toString();
    }

    /** Collects steps. For one thread; may go on after {@link #build}. */
    public static final class Builder {
        private final List<Op> ops = new ArrayList<>();

        private Builder() {}

        /**
         * Inserts text or one embedded value without attributes.
         *
         * @param value a String that isn't empty, or any value that a text can hold; not null
         * @return this
         */
        public Builder insert(Object value) {
            return insert(value, Map.of());
        }

        /**
         * Inserts text or one embedded value with these attributes and no others.
         *
         * @param value a String that isn't empty, or any value that a text can hold; not null
         * @param attributes in order; not null
         * @return this
         */
        public Builder insert(Object value, Map<String, ?> attributes) {
            if (value.equals("")) {
                throw new IllegalArgumentException("Can't insert an empty text");
            }
            ops.add(new Insert(value, copy(attributes)));
            return this;
        }

        /**
         * Keeps what is there.
         *
         * @param length at least 1
         * @return this
         */
        public Builder retain(int length) {
            return retain(length, Map.of());
        }

        /**
         * Keeps what is there, with other attributes.
         *
         * @param length at least 1
         * @param attributes what changes, in order; a null value ends an attribute; not null
         * @return this
         */
        public Builder retain(int length, Map<String, ?> attributes) {
            ops.add(new Retain(length, copy(attributes)));
            return this;
        }

        /**
         * Deletes what is there.
         *
         * @param length at least 1
         * @return this
         */
        public Builder delete(int length) {
            ops.add(new Delete(length));
            return this;
        }

        /**
         * Ends the delta.
         *
         * @return the steps so far
         */
        public Delta build() {
            return new Delta(ops);
        }
    }
}
