package dev.collab4j.core.awareness;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * States of some clients as they travel: for each a client id, a clock and the state as JSON text. Immutable.
 *
 * <p>Decoding doesn't look into the JSON: most entries that a server receives are echoes with old clocks, which
 * {@link Awareness#apply} drops before it parses anything.
 */
public final class AwarenessUpdate {
    /** Client id, clock and string take at least a byte each. */
    private static final int MIN_ENTRY_BYTES = 3;

    private final List<Entry> entries;

    private AwarenessUpdate(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * The state of one client.
     *
     * @param clientId the client, 0 to 2^53-1
     * @param clock counts the client's states, 0 to 2^53-1
     * @param json the state as JSON text, as received and not checked; {@code null} (the four letters) says that the
     *     client has gone
     */
    public record Entry(long clientId, long clock, String json) {
        private static final Pattern NULL = Pattern.compile("[ \\t\\r\\n]*null[ \\t\\r\\n]*");

        /**
         * Checks the ranges.
         *
         * @param clientId the client
         * @param clock counts the client's states
         * @param json the state, not null
         * @throws IllegalArgumentException if the client id or the clock isn't within 0 to 2^53-1
         */
        public Entry {
            Objects.requireNonNull(json, "json");
            checkRange("Client id", clientId);
            checkRange("Clock", clock);
        }

        /**
         * Tells whether the client has gone.
         *
         * @return true if the JSON is {@code null}
         */
        public boolean removed() {
            return !json.startsWith("{") && NULL.matcher(json).matches(); // a state nearly always is an object
        }
    }

    static long checkRange(String name, long value) {
        if (value < 0 || value > ByteReader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException(name + " not within 0..2^53-1: " + value);
        }
        return value;
    }

    /**
     * Makes an update of entries.
     *
     * @param entries in the order in which they take effect; copied
     * @return the update
     */
    public static AwarenessUpdate of(List<Entry> entries) {
        return new AwarenessUpdate(List.copyOf(entries));
    }

    /**
     * Reads an update. Bytes after the last entry are ignored, as in y-protocols.
     *
     * @param bytes an awareness update; not kept
     * @return the update
     * @throws MalformedUpdateException if the bytes end early, a number is above 2^53-1 or a text isn't UTF-8; whether
     *     the texts are JSON isn't checked here
     */
    public static AwarenessUpdate decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int count = in.readCount(MIN_ENTRY_BYTES);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(in.readVarUint(), in.readVarUint(), in.readVarString()));
        }
        return of(entries);
    }

    /**
     * Writes the update.
     *
     * @return the bytes, a new array
     */
    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        out.writeVarUint(entries.size());
        for (Entry entry : entries) {
            out.writeVarUint(entry.clientId());
            out.writeVarUint(entry.clock());
            out.writeVarString(entry.json());
        }
        return out.toByteArray();
    }

    /**
     * Returns the entries.
     *
     * @return the entries in their order, unmodifiable; the same client may occur twice
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Tells whether there is nothing in it.
     *
     * @return true if there are no entries
     */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Describes the update for logs; the states themselves, which may be private, aren't shown. */
    @Override
    public String toString() {
        return "AwarenessUpdate" + entries.stream().map(Entry::clientId).toList();
    }
}
