package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of an update one after the other, then its delete set, and refuses what no Yjs writes: structs
 * without elements, ids beyond 2^53 - 1, references to a client's own future, a client that comes twice.
 */
public final class BlockReader {
    private final EncodedUpdate update;
    private final UpdateDecoder in;
    private @Nullable Set<Long> clients;
    private int sectionsLeft;
    private int blocksLeft;
    private long client;
    private long clock;
    private long end;
    private int info;

    private BlockReader(EncodedUpdate update, UpdateDecoder in) {
        this.update = update;
        this.in = in;
        this.sectionsLeft = in.readCount();
    }

    /** A reader of {@code update}; if it is malformed, this or what is read later throws. */
    public static BlockReader of(EncodedUpdate update) {
        try {
            return new BlockReader(update, update.decoder());
        } catch (MalformedUpdateException e) {
            throw update.explain(e);
        }
    }

    public static BlockReader ofV1(byte[] update) {
        return of(EncodedUpdate.ofV1(update));
    }

    /** Reads a whole update and returns how many bytes follow it. */
    static int readToEnd(EncodedUpdate update) {
        BlockReader reader = new BlockReader(update, update.decoder());
        while (reader.readHead()) {
            reader.readBlock();
        }
        readDeleteSet(reader.in, new IdRanges());
        return reader.in.remaining();
    }

    /** The next block, or null after the last one. */
    public @Nullable Block next() {
        return advance() ? block() : null;
    }

    /** Goes to the next block, of which {@link #block} reads the rest, and has to before the next call; false at the end. */
    public boolean advance() {
        try {
            return readHead();
        } catch (MalformedUpdateException e) {
            throw update.explain(e);
        }
    }

    private boolean readHead() {
        while (blocksLeft == 0) {
            if (sectionsLeft == 0) {
                return false;
            }
            beginSection();
        }
        blocksLeft--;
        clock = end;
        info = in.readInfo();
        return true;
    }

    private void beginSection() {
        sectionsLeft--;
        blocksLeft = in.readStructCount();
        client = in.readClient();
        end = in.readPlain();
        if (isRepeated()) {
            throw in.malformed("client " + client + " comes twice");
        }
    }

    /** Most updates are of one client and need no set. */
    private boolean isRepeated() {
        if (clients == null) {
            if (sectionsLeft == 0) {
                return false;
            }
            clients = new HashSet<>();
        }
        return !clients.add(client);
    }

    public long client() {
        return client;
    }

    public long clock() {
        return clock;
    }

    public boolean isGc() {
        return (info & StructInfo.KIND) == Content.GC;
    }

    public boolean isSkip() {
        return info == Content.SKIP;
    }

    /** Reads the rest of the block that {@link #advance} went to. */
    public Block block() {
        try {
            return readBlock();
        } catch (MalformedUpdateException e) {
            throw update.explain(e);
        }
    }

    private Block readBlock() {
        Block block = readRest();
        end = block.end();
        return block;
    }

    private Block readRest() {
        if (isGc()) {
            return Block.gc(client, clock, checkLength(in.readLength()));
        }
        if (isSkip()) {
            return Block.skip(client, clock, checkLength(in.readPlain()));
        }
        byte kind = (byte) (info & StructInfo.KIND);
        if (kind == Content.SKIP) {
            throw in.malformed("a Skip with flags");
        }
        return readItem(kind);
    }

    private Block readItem(byte kind) {
        Id origin = (info & StructInfo.HAS_ORIGIN) != 0 ? checkOwn(in.readLeftId(), "origin") : null;
        Id rightOrigin = (info & StructInfo.HAS_RIGHT_ORIGIN) != 0 ? checkOwn(in.readRightId(), "right origin") : null;
        Object parent = null;
        String key = null;
        if (origin == null && rightOrigin == null) {
            parent = in.readParentInfo() ? in.readString() : checkOwn(in.readLeftId(), "parent");
            key = (info & StructInfo.HAS_KEY) != 0 ? in.readString() : null;
        }
        if (kind == Content.DELETED) {
            long length = checkLength(in.readLength());
            return new Block(client, clock, length, kind, origin, rightOrigin, parent, key, null);
        }
        Object content = readContent(kind);
        long length = checkLength(lengthOf(content));
        return new Block(client, clock, length, kind, origin, rightOrigin, parent, key, content);
    }

    /** An element can't have been put beside, or into, one that its client made later. */
    private Id checkOwn(Id id, String what) {
        if (id.client() == client && id.clock() >= clock) {
            throw in.malformed("the " + what + " of " + client + ":" + clock + " is its client's clock " + id.clock());
        }
        return id;
    }

    private long checkLength(long length) {
        if (length == 0) {
            throw in.malformed("struct " + client + ":" + clock + " is empty");
        }
        if (length > ByteReader.MAX_SAFE_INTEGER - clock) {
            throw in.malformed("struct " + client + ":" + clock + " goes past clock 2^53 - 1");
        }
        return length;
    }

    private static long lengthOf(@Nullable Object content) {
        if (content instanceof String text) {
            return text.length();
        }
        return content instanceof ValueRun run ? run.size() : 1;
    }

    private @Nullable Object readContent(byte kind) {
        return switch (kind) {
            case Content.JSON -> readJsonValues();
            case Content.BINARY -> in.readBytes();
            case Content.STRING -> in.readString();
            case Content.EMBED -> new Embed(in.readJson());
            case Content.FORMAT -> new FormatMark(in.readKey(), in.readJson());
            case Content.TYPE -> readTypeRef();
            case Content.ANY -> readAnyValues();
            case Content.DOC -> readSubDocument();
            default -> throw in.malformed("content reference " + kind + " isn't supported");
        };
    }

    private ValueRun readJsonValues() {
        @Nullable Object[] values = new @Nullable Object[in.readJsonCount()];
        for (int i = 0; i < values.length; i++) {
            String json = in.readString();
            values[i] = json.equals("undefined") ? Undefined.INSTANCE : JsJson.parse(json);
        }
        return new ValueRun(values);
    }

    private ValueRun readAnyValues() {
        @Nullable Object[] values = new @Nullable Object[in.readAnyCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readAny();
        }
        return new ValueRun(values);
    }

    private TypeRef readTypeRef() {
        int ref = in.readTypeRef();
        if (ref > TypeRef.XML_TEXT) {
            throw in.malformed("type reference " + ref + " isn't supported");
        }
        byte kind = (byte) ref;
        return TypeRef.isNamed(kind) ? new TypeRef(kind, in.readKey()) : TypeRef.of(kind);
    }

    private SubDocument readSubDocument() {
        String guid = in.readString();
        if (!(in.readAny() instanceof Map<?, ?> options)) {
            throw in.malformed("the options of document " + guid + " aren't an object");
        }
        if (options.get("guid") instanceof String other) {
            guid = other; // JavaScript: the options are spread over it
        }
        boolean gc = !options.containsKey("gc") || options.get("gc") == Undefined.INSTANCE || isTrue(options.get("gc"));
        Object meta = options.get("meta");
        boolean autoLoad = isTrue(options.get("autoLoad"));
        boolean shouldLoad = autoLoad || isTrue(options.get("shouldLoad"));
        return new SubDocument(guid, gc, autoLoad, meta == Undefined.INSTANCE ? null : meta, shouldLoad);
    }

    /** What JavaScript takes for true. */
    private static boolean isTrue(@Nullable Object value) {
        if (value instanceof Number number) {
            double d = number.doubleValue();
            return d != 0 && !Double.isNaN(d);
        }
        return value != null && value != Undefined.INSTANCE && !value.equals(false) && !value.equals("");
    }

    /** Reads the delete set, once all blocks are read. */
    public IdRanges readDeleteSet() {
        IdRanges deletes = new IdRanges();
        readDeleteSet(deletes);
        return deletes;
    }

    /** Reads the delete set into {@code deletes}, once all blocks are read. */
    public void readDeleteSet(IdRanges deletes) {
        try {
            readDeleteSet(in, deletes);
            update.checkUnread(in.remaining());
        } catch (MalformedUpdateException e) {
            throw update.explain(e);
        }
    }

    /** Reads a delete set on its own, as a snapshot has it. */
    public static IdRanges readDeleteSet(DeleteSetDecoder in) {
        IdRanges deletes = new IdRanges();
        readDeleteSet(in, deletes);
        return deletes;
    }

    private static void readDeleteSet(DeleteSetDecoder in, IdRanges deletes) {
        int clients = in.readCount();
        for (int i = 0; i < clients; i++) {
            in.resetDeleteSetClock();
            long client = in.readPlain();
            int ranges = in.readCount();
            for (int j = 0; j < ranges; j++) {
                readRange(in, deletes, client);
            }
        }
    }

    private static void readRange(DeleteSetDecoder in, IdRanges deletes, long client) {
        long clock = in.readDeleteSetClock();
        long length = in.readDeleteSetLength();
        if (length == 0 || length > ByteReader.MAX_SAFE_INTEGER - clock) {
            throw in.malformed("deleted range " + client + ":" + clock + "+" + length + " isn't one");
        }
        deletes.append(client, clock, length);
    }
}
