package dev.collab4j.core;

import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.update.Obfuscator;
import dev.collab4j.core.internal.update.Splitter;
import dev.collab4j.core.internal.update.UpdateOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a document, encoded. A value of its own: it can be merged, cut, converted and looked into without a
 * document; that reads the bytes from front to back and keeps no more than one struct of each update in memory.
 * Thread-safe as long as nobody writes to the arrays it was made from.
 *
 * <p>There are two formats, and the bytes don't reliably say which one they are in. Version 1 is what y-protocols
 * sends. Version 2 is smaller. An update stays in the one that it was made from until the other one is asked for. Bytes
 * given as the wrong version are noticed, as far as that is possible, when they are read: {@link WrongVersionException}.
 *
 * <p>Nothing is read before it is needed, so bytes that are no update are found where they are used.
 */
public final class Update {
    static final byte[] EMPTY_V1 = {0, 0};
    static final byte[] EMPTY_V2 = {0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    private static final int MIN_PIECE_BYTES = 1_024;

    private final FormatVersion version;
    private final byte[] bytes;
    private final long allowance;
    private volatile byte @Nullable [] converted;

    Update(EncodedUpdate encoded) {
        this(encoded.version(), encoded.bytes(), encoded.allowance());
    }

    private Update(FormatVersion version, byte[] bytes, long allowance) {
        this.version = version;
        this.bytes = bytes;
        this.allowance = allowance;
    }

    /** An update that was written here. */
    static Update made(FormatVersion version, byte[] bytes) {
        return new Update(version, bytes, Long.MAX_VALUE);
    }

    /**
     * Takes bytes in version 1 of the Yjs update format, which is what y-protocols sends.
     *
     * @param bytes the encoding; not null, not copied: don't change it any more
     * @return the update
     */
    public static Update fromV1(byte[] bytes) {
        return new Update(EncodedUpdate.ofV1(Objects.requireNonNull(bytes, "bytes")));
    }

    /**
     * Takes bytes in version 2 of the Yjs update format.
     *
     * <p>In this version a few bytes can stand for any number of structs. An update that has more than 1,048,576 of
     * them, and more than four for each of its bytes besides, is refused when it is read; a repeated key counts as its
     * number of characters.
     *
     * @param bytes the encoding; not null, not copied: don't change it any more
     * @return the update
     * @see #fromV2(byte[], long)
     */
    public static Update fromV2(byte[] bytes) {
        return new Update(EncodedUpdate.ofV2(Objects.requireNonNull(bytes, "bytes")));
    }

    /**
     * Takes bytes in version 2 of the Yjs update format that come from a place to be trusted.
     *
     * @param bytes the encoding; not null, not copied: don't change it any more
     * @param maxStructs how many structs, and characters of repeated keys, it may stand for; 0 or more
     * @return the update
     */
    public static Update fromV2(byte[] bytes, long maxStructs) {
        if (maxStructs < 0) {
            throw new IllegalArgumentException("A negative number of structs: " + maxStructs);
        }
        return new Update(new EncodedUpdate(FormatVersion.V2, Objects.requireNonNull(bytes, "bytes"), maxStructs));
    }

    /**
     * Returns the bytes in version 1 of the format: those it was made from, or converted as Yjs does it.
     *
     * @return the encoding; not copied: don't change it
     * @throws MalformedUpdateException if the bytes have to be converted and are malformed
     */
    public byte[] toV1() {
        return bytes(FormatVersion.V1);
    }

    /**
     * Returns the bytes in version 2 of the format: those it was made from, or converted as Yjs does it.
     *
     * @return the encoding; not copied: don't change it
     * @throws MalformedUpdateException if the bytes have to be converted and are malformed, or if its clocks are 2^52
     *     or more apart
     */
    public byte[] toV2() {
        return bytes(FormatVersion.V2);
    }

    private byte[] bytes(FormatVersion wanted) {
        return version == wanted ? bytes : converted(wanted);
    }

    private byte[] converted(FormatVersion wanted) {
        byte[] known = converted;
        if (known == null) {
            known = UpdateOperations.convert(encoded(), wanted).bytes();
            converted = known;
        }
        return known;
    }

    /** The bytes as they were given, and their version. */
    EncodedUpdate encoded() {
        return new EncodedUpdate(version, bytes, allowance);
    }

    /**
     * Whether this is the encoding of no change at all.
     *
     * @return true for the bytes that say "no structs, no deletes"
     */
    public boolean isEmpty() {
        return Arrays.equals(bytes, version == FormatVersion.V1 ? EMPTY_V1 : EMPTY_V2);
    }

    /**
     * Makes one update that says all that {@code updates} say, to the byte as Yjs does: gaps are kept as such, items
     * aren't joined. A single update is returned as it is. The result is in the version of the first one; the others
     * are read in theirs.
     *
     * <p>The time is in proportion to the bytes, times the logarithm of the number of updates that are under way at once.
     * Only while two of them dispute an id, because one has an item that the other has collected, each step looks at all
     * updates, as it always does in Yjs.
     *
     * @param updates in any order; not null; none at all gives the empty update
     * @return the merged update
     * @throws MalformedUpdateException if one of several updates is malformed
     */
    public static Update merge(List<Update> updates) {
        return switch (updates.size()) {
            case 0 -> fromV1(EMPTY_V1.clone());
            case 1 -> updates.get(0);
            default ->
                new Update(UpdateOperations.merge(
                        updates.stream().map(Update::encoded).toList()));
        };
    }

    /**
     * Leaves out the structs that a replica at {@code target} has; its deletes are all kept.
     *
     * @param target the state of that replica; not null
     * @return what it lacks, in the version of this update
     * @throws MalformedUpdateException if this update is malformed
     */
    public Update diff(StateVector target) {
        return new Update(UpdateOperations.diff(encoded(), target.toMap()));
    }

    /**
     * Cuts this update into several, in version 1, for messages of limited size. A document that gets all of them, in
     * whatever order, is as if it had got this one: what a piece needs of a later one waits for that.
     *
     * @param maxBytes how large a piece may be, at least 1,024; larger is only one of a single struct that can't be cut:
     *     texts can
     * @return the pieces, at least one: structs in the order of this update, then deletes
     * @throws MalformedUpdateException if this update is malformed
     */
    public List<Update> split(int maxBytes) {
        if (maxBytes < MIN_PIECE_BYTES) {
            throw new IllegalArgumentException("Pieces of less than " + MIN_PIECE_BYTES + " bytes: " + maxBytes);
        }
        if (version == FormatVersion.V1 && bytes.length <= maxBytes) {
            return List.of(this);
        }
        return Splitter.split(encoded(), maxBytes).stream().map(Update::new).toList();
    }

    /**
     * Returns what this update inserts, without what it deletes.
     *
     * @return its structs, in the version of this update
     * @throws MalformedUpdateException if this update is malformed
     */
    public Update withoutDeletes() {
        return new Update(UpdateOperations.withoutDeletes(encoded()));
    }

    /**
     * Returns what this update deletes, without what it inserts.
     *
     * @return its delete set, in the version of this update
     * @throws MalformedUpdateException if this update is malformed
     */
    public Update withoutStructs() {
        return new Update(UpdateOperations.withoutStructs(encoded()));
    }

    /**
     * Returns the state that this update alone brings an empty document to: of each client the clocks from 0 to the
     * first gap.
     *
     * @return the state vector
     * @throws MalformedUpdateException if this update is malformed
     */
    public StateVector stateVector() {
        return StateVector.of(UpdateOperations.stateVector(encoded()));
    }

    /**
     * Returns the ids that this update deletes.
     *
     * @return the ranges, sorted and joined
     * @throws MalformedUpdateException if this update is malformed
     */
    public DeleteSet deleteSet() {
        IdRanges deletes = UpdateOperations.deleteSet(encoded());
        deletes.sortAndMerge();
        return DeleteSet.of(deletes);
    }

    /**
     * The clocks of one client that an update is about.
     *
     * @param from the first clock that it has
     * @param to the clock after the last one; there may be gaps between them
     */
    public record Clocks(long from, long to) {}

    /**
     * Returns which clocks of which clients the structs of this update have: Yjs's {@code parseUpdateMeta}.
     *
     * @return an unmodifiable map, clients in the order of the update, which as a rule is the descending one
     * @throws MalformedUpdateException if this update is malformed
     */
    public Map<Long, Clocks> clocks() {
        Map<Long, Clocks> clocks = new LinkedHashMap<>();
        UpdateOperations.spans(encoded())
                .forEach((client, span) -> clocks.put(client, new Clocks(span.from(), span.to())));
        return Collections.unmodifiableMap(clocks);
    }

    /**
     * Returns the clients whose structs this update has; its deletes may be of others.
     *
     * @return unmodifiable, in the order of the update
     * @throws MalformedUpdateException if this update is malformed
     */
    public List<Long> clients() {
        return List.copyOf(clocks().keySet());
    }

    /**
     * Shows the structs of this update to {@code visitor}, one after the other in the order of the update, without
     * keeping them.
     *
     * @param visitor not null
     * @throws MalformedUpdateException if this update is malformed; the structs before that place have been shown
     */
    public void forEachStruct(StructVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        UpdateOperations.forEach(encoded(), block -> visitor.visit(UpdateStruct.of(block)));
    }

    /**
     * Returns the structs of this update in its order.
     *
     * @return an unmodifiable list
     * @throws MalformedUpdateException if this update is malformed
     * @see #forEachStruct
     */
    public List<UpdateStruct> structs() {
        List<UpdateStruct> structs = new ArrayList<>();
        forEachStruct(structs::add);
        return Collections.unmodifiableList(structs);
    }

    /**
     * Makes the content unreadable and keeps the structure, with all options on: to show somebody a document that goes
     * wrong.
     *
     * @return the obfuscated update, in the version of this one
     * @throws MalformedUpdateException if this update is malformed
     * @see #obfuscate(ObfuscateOptions)
     */
    public Update obfuscate() {
        return obfuscate(ObfuscateOptions.builder().build());
    }

    /**
     * Makes the content unreadable and keeps the structure, to the byte as Yjs does. The names of roots stay, and who
     * typed how much where.
     *
     * @param options what is replaced; not null
     * @return the obfuscated update, in the version of this one
     * @throws MalformedUpdateException if this update is malformed
     */
    public Update obfuscate(ObfuscateOptions options) {
        Obfuscator obfuscator = new Obfuscator(options.formatting(), options.subdocs(), options.yxml());
        return new Update(UpdateOperations.obfuscate(encoded(), obfuscator));
    }
}
