package dev.collab4j.core.internal.lib0;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one {@code any} with a stack of its own, since a document decides how deep it is nested. */
final class AnyReader {
    /** A list or map that still lacks some of its values. */
    private static final class Frame {
        final @Nullable List<@Nullable Object> list;
        final @Nullable Map<String, @Nullable Object> map;
        int missing;
        String key = "";

        Frame(@Nullable List<@Nullable Object> list, @Nullable Map<String, @Nullable Object> map, int missing) {
            this.list = list;
            this.map = map;
            this.missing = missing;
        }

        void add(@Nullable Object value) {
            missing--;
            if (list != null) {
                list.add(value);
            } else if (map != null && !key.equals(AnyCodec.PROTO)) {
                map.put(key, value);
            }
        }

        Object finished() {
            return list != null ? list : JsOrder.sorted(Objects.requireNonNull(map));
        }
    }

    private final ByteReader in;
    private final Deque<Frame> open = new ArrayDeque<>(4);

    AnyReader(ByteReader in) {
        this.in = in;
    }

    @Nullable
    Object read() {
        Object value = readOne();
        while (!open.isEmpty()) {
            Frame top = open.element();
            if (top.missing > 0) {
                readInto(top);
            } else {
                open.pop();
                value = top.finished();
                if (!open.isEmpty()) {
                    open.element().add(value);
                }
            }
        }
        return value;
    }

    private void readInto(Frame top) {
        if (top.map != null) {
            top.key = in.readVarString();
        }
        int depth = open.size();
        Object value = readOne();
        if (open.size() == depth) {
            top.add(value);
        }
    }

    /** Reads a value, or opens a list or map and returns null. */
    private @Nullable Object readOne() {
        int tag = in.readUint8();
        return switch (tag) {
            case AnyCodec.OBJECT -> open(new Frame(null, new LinkedHashMap<>(), in.readCount(2)));
            case AnyCodec.ARRAY -> open(new Frame(new ArrayList<>(0), null, in.readCount(1)));
            default -> AnyCodec.readScalar(tag, in);
        };
    }

    /** Capacities are never taken from the input: nested counts could each claim all of the remaining bytes. */
    private @Nullable Object open(Frame frame) {
        if (open.size() == AnyCodec.MAX_DEPTH) {
            throw in.malformed("Value nested deeper than " + AnyCodec.MAX_DEPTH);
        }
        open.push(frame);
        return null;
    }
}
