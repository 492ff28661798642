package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.codec.StructWriter;
import dev.collab4j.core.internal.codec.UpdateEncoderV1;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts an update into several of limited size, in version 1: first the structs in their order, then the deletes. */
public final class Splitter {
    /** What an update has beside its structs: counts, and an empty delete set. */
    private static final int FRAME_BYTES = 32;
    /** The client, the first clock and the number of structs of a section. */
    private static final int SECTION_BYTES = 24;

    private static final int SKIP_BYTES = 10;
    /** Two clocks, and the client and the count if the range is the first of its client. */
    private static final int RANGE_BYTES = 32;
    /** In UTF-8; a pair of surrogates has four bytes for two. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private final int maxBytes;
    private final List<EncodedUpdate> pieces = new ArrayList<>();
    private final UpdateEncoderV1 scratch = new UpdateEncoderV1();
    private UpdateWriter piece = new UpdateWriter(FormatVersion.V1);
    private int bytes;
    private boolean isBegun;
    private long client;
    /** A gap that is only told if the piece goes on behind it. */
    private @Nullable Block skip;

    private Splitter(int maxBytes) {
        this.maxBytes = maxBytes - FRAME_BYTES;
    }

    /** The pieces of {@code update}, at least one; larger than {@code maxBytes} is only one of a single struct that can't be cut. */
    public static List<EncodedUpdate> split(EncodedUpdate update, int maxBytes) {
        Splitter splitter = new Splitter(maxBytes);
        BlockReader source = BlockReader.of(update);
        for (Block block = source.next(); block != null; block = source.next()) {
            splitter.add(block);
        }
        splitter.add(source.readDeleteSet());
        return splitter.pieces;
    }

    private void add(Block block) {
        if (block.isSkip()) {
            skip = block;
            return;
        }
        if (block.content() instanceof String text && text.length() > maxLength()) {
            addLong(block, text);
        } else {
            write(block);
        }
    }

    private int maxLength() {
        return maxBytes / (2 * MAX_BYTES_PER_CHAR);
    }

    private void addLong(Block block, String text) {
        int to;
        for (int from = 0; from < text.length(); from = to) {
            to = cutAt(text, Math.min(from + maxLength(), text.length()));
            write(part(block, from, text.substring(from, to)));
        }
    }

    /** Not between the halves of a pair of surrogates. */
    private static int cutAt(String text, int at) {
        return at < text.length() && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }

    /** What Yjs makes of an item when it is cut. */
    private static Block part(Block block, int from, String text) {
        long clock = block.clock() + from;
        return new Block(
                block.client(),
                clock,
                text.length(),
                block.kind(),
                from == 0 ? block.origin() : new Id(block.client(), clock - 1),
                block.rightOrigin(),
                block.parent(),
                block.key(),
                text);
    }

    private void write(Block block) {
        scratch.reset();
        StructWriter.write(scratch, block, 0);
        if (bytes > 0 && bytes + needed(block) > maxBytes) {
            finish(new IdRanges());
        }
        bytes += needed(block);
        if (skip != null && !beginsSection(block)) {
            piece.write(skip, 0);
        }
        skip = null;
        piece.write(block, 0);
        client = block.client();
        isBegun = true;
    }

    private int needed(Block block) {
        int around = beginsSection(block) ? SECTION_BYTES : skip == null ? 0 : SKIP_BYTES;
        return scratch.size() + around;
    }

    private boolean beginsSection(Block block) {
        return !isBegun || client != block.client();
    }

    private void finish(IdRanges deletes) {
        pieces.add(piece.finish(deletes));
        piece = new UpdateWriter(FormatVersion.V1);
        bytes = 0;
        isBegun = false;
    }

    private void add(IdRanges deletes) {
        IdRanges some = new IdRanges();
        for (var entry : deletes.entries()) {
            IdRanges.Ranges ranges = entry.getValue();
            for (int i = 0; i < ranges.size(); i++) {
                if (bytes > 0 && bytes + RANGE_BYTES > maxBytes) {
                    finish(some);
                    some = new IdRanges();
                }
                some.append(entry.getKey(), ranges.clock(i), ranges.length(i));
                bytes += RANGE_BYTES;
            }
        }
        if (bytes > 0 || pieces.isEmpty()) {
            finish(some);
        }
    }
}
