package dev.collab4j.core.internal.codec;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes what items and blocks hold alike: everything but text, whose home differs. */
final class ContentWriter {
    private ContentWriter() {}

    static void write(UpdateEncoder out, byte kind, @Nullable Object content, int offset) {
        switch (kind) {
            case Content.JSON -> writeJsonValues(out, as(ValueRun.class, content), offset);
            case Content.BINARY -> out.writeBytes(as(byte[].class, content));
            case Content.EMBED -> out.writeJson(as(Embed.class, content).value());
            case Content.FORMAT -> writeFormat(out, as(FormatMark.class, content));
            case Content.TYPE -> writeTypeRef(out, as(TypeRef.class, content));
            case Content.ANY -> writeAnyValues(out, as(ValueRun.class, content), offset);
            case Content.DOC -> writeSubDocument(out, as(SubDocument.class, content));
            default -> throw new IllegalStateException("content of kind " + kind);
        }
    }

    private static <T> T as(Class<T> type, @Nullable Object content) {
        return type.cast(Objects.requireNonNull(content));
    }

    private static void writeJsonValues(UpdateEncoder out, ValueRun values, int offset) {
        out.writeLength(values.size() - offset);
        for (int i = offset; i < values.size(); i++) {
            Object value = values.get(i);
            String json = value == Undefined.INSTANCE ? null : JsJson.stringify(value);
            out.writeString(json == null ? "undefined" : json);
        }
    }

    private static void writeAnyValues(UpdateEncoder out, ValueRun values, int offset) {
        out.writeLength(values.size() - offset);
        for (int i = offset; i < values.size(); i++) {
            out.writeAny(values.get(i));
        }
    }

    private static void writeFormat(UpdateEncoder out, FormatMark mark) {
        out.writeKey(mark.key);
        out.writeJson(mark.value);
    }

    private static void writeTypeRef(UpdateEncoder out, TypeRef type) {
        out.writeTypeRef(type.kind());
        if (type.name() != null) {
            out.writeKey(type.name());
        }
    }

    /** Options that are as by default aren't written. */
    private static void writeSubDocument(UpdateEncoder out, SubDocument document) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (!document.gc) {
            options.put("gc", false);
        }
        if (document.autoLoad) {
            options.put("autoLoad", true);
        }
        if (document.meta != null) {
            options.put("meta", document.meta);
        }
        out.writeString(document.guid);
        out.writeAny(options);
    }
}
