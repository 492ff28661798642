package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.lib0.AnyCodec;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.JsNumber;
import dev.collab4j.core.internal.store.SubDocument;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Copies values of the application into the form in which they would be read back, and refuses all others. */
final class ValueImporter extends ValueCopier {
    /** What a value is going to be, which decides what Yjs would take there. */
    enum Use {
        /** The arguments of an insert into a list: they stand one level down. */
        ELEMENTS(1),
        /** The value of a key. */
        ENTRY(0),
        /** Something that is written as JSON. */
        EMBED(0),
        /** Attributes of text: their values stand one level down, and are written as JSON. */
        ATTRIBUTES(1);

        final int top;

        Use(int top) {
            this.top = top;
        }

        boolean isJson() {
            return this == EMBED || this == ATTRIBUTES;
        }
    }

    private final Use use;

    ValueImporter(Use use) {
        this.use = use;
    }

    @Override
    @Nullable
    Level enter(@Nullable Object value) {
        Level level = super.enter(value);
        if (level != null && depth() == AnyCodec.MAX_DEPTH + use.top) {
            throw new IllegalArgumentException("Value nested deeper than " + AnyCodec.MAX_DEPTH);
        }
        return level;
    }

    @Override
    @Nullable
    Object leaf(@Nullable Object value) {
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value == null ? isNullAllowed() : isPlain(value)) {
            return value;
        }
        throw refused(value);
    }

    private boolean isNullAllowed() {
        return use != Use.EMBED || depth() > 0;
    }

    private boolean isPlain(Object value) {
        if (value == Undefined.INSTANCE) {
            return use == Use.ENTRY || depth() > use.top;
        }
        if (value instanceof SubDocument) {
            return !use.isJson() && depth() == use.top;
        }
        return value instanceof String || value instanceof Boolean;
    }

    private Number number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return JsNumber.of(number.doubleValue());
        }
        if (number instanceof BigInteger big) {
            return bigInteger(big);
        }
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return whole(number.longValue());
        }
        throw refused(number);
    }

    /** JSON has no such number, and in a list Yjs takes it only inside of something else. */
    private BigInteger bigInteger(BigInteger big) {
        boolean misplaced = use.isJson() || (use == Use.ELEMENTS && depth() == use.top);
        if (misplaced || big.bitLength() > 63) {
            throw refused(big);
        }
        return big;
    }

    private Number whole(long value) {
        if (Math.abs(value) <= ByteReader.MAX_SAFE_INTEGER && value != Long.MIN_VALUE) {
            return value;
        }
        if (value == Long.MAX_VALUE || (long) (double) value != value) {
            throw refused(value);
        }
        return (double) value;
    }

    private IllegalArgumentException refused(@Nullable Object value) {
        String what = value instanceof Number ? value + " of " : "";
        String type = value == null ? "null" : value.getClass().getName();
        return new IllegalArgumentException("Can't store the value at " + place() + ": " + what + type);
    }
}
