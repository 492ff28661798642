package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.IntDiffOptRleReader;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.lib0.RleByteReader;
import dev.collab4j.core.internal.lib0.StringColumnReader;
import dev.collab4j.core.internal.lib0.UintOptRleReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Format version 2: a column for each part of a struct, with repetitions counted, and a plain rest.
 *
 * <p>Because of the counts a few bytes may stand for any number of structs, and a key can be repeated by its number.
 * Together they are limited, see {@link #allowanceFor}.
 */
public final class UpdateDecoderV2 extends DeleteSetDecoderV2 implements UpdateDecoder {
    private static final ByteReader NOTHING = new ByteReader(new byte[0]);
    private static final long MIN_ALLOWANCE = 1 << 20;
    private static final int ALLOWANCE_PER_BYTE = 4;

    private final IntDiffOptRleReader keyClocks;
    private final UintOptRleReader clients;
    private final IntDiffOptRleReader leftClocks;
    private final IntDiffOptRleReader rightClocks;
    private final RleByteReader infos;
    private final StringColumnReader strings;
    private final RleByteReader parentInfos;
    private final UintOptRleReader typeRefs;
    private final UintOptRleReader lengths;
    private @Nullable List<String> keys;
    private long allowance;

    /** Reads what came from outside. */
    public UpdateDecoderV2(ByteReader in) {
        this(in, allowanceFor(in.remaining()));
    }

    /** Reads what may stand for as many structs and characters of repeated keys as {@code allowance} says. */
    public UpdateDecoderV2(ByteReader in, long allowance) {
        super(in);
        this.allowance = allowance;
        checkFeatures(in);
        keyClocks = new IntDiffOptRleReader(column(in));
        clients = new UintOptRleReader(column(in));
        leftClocks = new IntDiffOptRleReader(column(in));
        rightClocks = new IntDiffOptRleReader(column(in));
        infos = new RleByteReader(column(in));
        strings = new StringColumnReader(column(in));
        parentInfos = new RleByteReader(column(in));
        typeRefs = new UintOptRleReader(column(in));
        lengths = new UintOptRleReader(column(in));
    }

    /** How many structs, and characters of repeated keys, an update of so many bytes may stand for. */
    public static long allowanceFor(int bytes) {
        return MIN_ALLOWANCE + (long) ALLOWANCE_PER_BYTE * bytes;
    }

    /** What a feature would mean isn't known; in version 1 the number of clients stands here. */
    private static void checkFeatures(ByteReader in) {
        long features = in.readVarUint();
        if (features != 0) {
            throw in.malformed("Unknown features of version 2: " + features);
        }
    }

    private static ByteReader column(ByteReader in) {
        ByteReader column = in.readVarSlice();
        return column.hasRemaining() ? column : NOTHING;
    }

    @Override
    public int readStructCount() {
        long count = in.readVarUint();
        spend(count, "structs");
        return (int) count;
    }

    private void spend(long amount, String what) {
        if (amount > allowance) {
            throw malformed(amount + " " + what + " are more than an update of this size may stand for");
        }
        allowance -= amount;
    }

    @Override
    public long readClient() {
        return clients.read();
    }

    @Override
    public int readInfo() {
        return infos.read();
    }

    @Override
    public Id readLeftId() {
        return new Id(clients.read(), leftClocks.read());
    }

    @Override
    public Id readRightId() {
        return new Id(clients.read(), rightClocks.read());
    }

    @Override
    public boolean readParentInfo() {
        return parentInfos.read() == 1;
    }

    @Override
    public String readString() {
        return strings.read();
    }

    /** Reads the number of a key: one that was read before, or that of a new one. */
    @Override
    public String readKey() {
        long number = keyClocks.read();
        if (keys == null) {
            keys = new ArrayList<>(4);
        }
        if (number >= keys.size()) {
            String key = strings.read();
            keys.add(key);
            return key;
        }
        String known = keys.get((int) number);
        spend(known.length(), "characters of repeated keys");
        return known;
    }

    @Override
    public int readTypeRef() {
        long ref = typeRefs.read();
        if (ref > Integer.MAX_VALUE) {
            throw malformed("type reference " + ref + " isn't supported");
        }
        return (int) ref;
    }

    @Override
    public long readLength() {
        return lengths.read();
    }

    @Override
    public int readAnyCount() {
        return countUpTo(in.remaining());
    }

    @Override
    public int readJsonCount() {
        return countUpTo(strings.remaining());
    }

    /** No value is shorter than one byte or character. */
    private int countUpTo(int max) {
        long count = lengths.read();
        if (count > max) {
            throw malformed("Length " + count + " goes past the end of input");
        }
        return (int) count;
    }

    /** Reads a value that version 1 writes as JSON, so that it can: neither undefined nor with a BigInteger in it. */
    @Override
    public @Nullable Object readJson() {
        Object value = AnyCodec.read(in);
        if (!JsJson.isPrintable(value)) {
            throw malformed("A format or embed that has no JSON");
        }
        return value;
    }
}
