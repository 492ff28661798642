package dev.collab4j.core;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Relative positions as bytes, and as values of JSON. */
final class PositionCodec {
    private static final int ITEM = 0;
    private static final int ROOT = 1;
    private static final int TYPE = 2;

    private PositionCodec() {}

    static byte[] encode(RelativePosition position) {
        ByteWriter out = new ByteWriter(24);
        if (position.item() != null) {
            writeId(out, ITEM, position.item());
        } else if (position.rootName() != null) {
            out.writeVarUint(ROOT);
            out.writeVarString(position.rootName());
        } else {
            writeId(out, TYPE, Objects.requireNonNull(position.type()));
        }
        out.writeVarInt(position.assoc());
        return out.toByteArray();
    }

    private static void writeId(ByteWriter out, int tag, Id id) {
        out.writeVarUint(tag);
        out.writeVarUint(id.client());
        out.writeVarUint(id.clock());
    }

    static RelativePosition decode(byte[] bytes) {
        ByteReader in = new ByteReader(Objects.requireNonNull(bytes, "bytes"));
        long tag = in.readVarUint();
        if (tag == ITEM) {
            Id item = readId(in);
            return RelativePosition.of(null, null, item, readAssoc(in));
        }
        if (tag == ROOT) {
            String rootName = in.readVarString();
            return RelativePosition.of(null, rootName, null, readAssoc(in));
        }
        if (tag == TYPE) {
            Id type = readId(in);
            return RelativePosition.of(type, null, null, readAssoc(in));
        }
        throw in.malformed("a position of kind " + tag);
    }

    private static Id readId(ByteReader in) {
        return new Id(in.readVarUint(), in.readVarUint());
    }

    /** Old versions of Yjs don't write it. */
    private static int readAssoc(ByteReader in) {
        if (in.remaining() == 0) {
            return 0;
        }
        long assoc = in.readVarInt();
        if (assoc != (int) assoc) {
            throw in.malformed("association " + assoc);
        }
        return (int) assoc;
    }

    /** The parts that are there. Yjs leaves an empty root name out even if nothing else says where the position is. */
    static Map<String, @Nullable Object> partsOf(RelativePosition position) {
        boolean rootOnly = position.type() == null && position.item() == null;
        Map<String, @Nullable Object> parts = position.toValue();
        parts.values().removeIf(value -> value == null || (value.equals("") && !rootOnly));
        return parts;
    }

    static @Nullable Object valueOf(@Nullable Id id) {
        if (id == null) {
            return null;
        }
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("client", id.client());
        value.put("clock", id.clock());
        return value;
    }

    static RelativePosition fromValue(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MalformedUpdateException("A position isn't an object");
        }
        Id type = id(map.get("type"), "type");
        Id item = id(map.get("item"), "item");
        String rootName = name(map.get("tname"));
        int assoc = assoc(map.get("assoc"));
        // Yjs drops a root name that is empty, and says nothing then but the association.
        boolean unnamed = type == null && item == null && rootName == null && map.get("assoc") != null;
        return of(type, unnamed ? "" : rootName, item, assoc);
    }

    private static RelativePosition of(@Nullable Id type, @Nullable String rootName, @Nullable Id item, int assoc) {
        if (type == null && rootName == null && item == null) {
            throw new MalformedUpdateException("A position says nothing");
        }
        return RelativePosition.of(type, rootName, item, assoc);
    }

    private static @Nullable String name(@Nullable Object value) {
        Object name = orNull(value);
        if (name != null && !(name instanceof String)) {
            throw new MalformedUpdateException("The tname of a position isn't a string");
        }
        return (String) name;
    }

    private static @Nullable Id id(@Nullable Object value, String what) {
        Object id = orNull(value);
        if (id == null) {
            return null;
        }
        if (!(id instanceof Map<?, ?> map)) {
            throw new MalformedUpdateException("The " + what + " of a position isn't an object");
        }
        return new Id(integer(map.get("client"), what), integer(map.get("clock"), what));
    }

    private static long integer(@Nullable Object value, String what) {
        Double number = value instanceof Number n ? n.doubleValue() : null;
        if (number == null || number < 0 || number > ByteReader.MAX_SAFE_INTEGER || number != Math.rint(number)) {
            throw new MalformedUpdateException("The " + what + " of a position isn't an id");
        }
        return number.longValue();
    }

    private static int assoc(@Nullable Object value) {
        Object assoc = orNull(value);
        if (assoc == null) {
            return 0;
        }
        if (!(assoc instanceof Number number) || number.doubleValue() != number.intValue()) {
            throw new MalformedUpdateException("The assoc of a position isn't an integer of 32 bits");
        }
        return number.intValue();
    }

    private static @Nullable Object orNull(@Nullable Object value) {
        return value == Undefined.INSTANCE ? null : value;
    }
}
