package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Replaces content by numbers of the items of one update, as Yjs does: the same name, key or value by the same number.
 * Made for one update.
 */
public final class Obfuscator {
    private final boolean formatting;
    private final boolean subdocs;
    private final boolean xml;
    private final Map<String, String> mapKeys = new HashMap<>();
    private final Map<String, String> nodeNames = new HashMap<>();
    private final Map<String, String> formatKeys = new HashMap<>();
    private final Map<Object, Object> formatValues = new HashMap<>();
    private long number;

    public Obfuscator(boolean formatting, boolean subdocs, boolean xml) {
        this.formatting = formatting;
        this.subdocs = subdocs;
        this.xml = xml;
    }

    Block obfuscate(Block block) {
        if (!block.isItem()) {
            return block;
        }
        Block obfuscated = block.withContent(key(block.key()), content(block));
        number++;
        return obfuscated;
    }

    /** An empty key stays, as in Yjs. */
    private @Nullable String key(@Nullable String key) {
        return key == null || key.isEmpty() ? key : replace(mapKeys, key, "");
    }

    private String replace(Map<String, String> names, String name, String prefix) {
        return names.computeIfAbsent(name, n -> prefix + number);
    }

    private @Nullable Object content(Block block) {
        Object content = block.content();
        return switch (block.kind()) {
            case Content.STRING -> text((String) Objects.requireNonNull(content));
            case Content.JSON, Content.ANY -> values((ValueRun) Objects.requireNonNull(content));
            case Content.BINARY -> new byte[] {(byte) number};
            case Content.EMBED -> new Embed(Map.of());
            case Content.FORMAT -> format((FormatMark) Objects.requireNonNull(content));
            case Content.TYPE -> type((TypeRef) Objects.requireNonNull(content));
            case Content.DOC -> document((SubDocument) Objects.requireNonNull(content));
            default -> content;
        };
    }

    private String text(String text) {
        return Long.toString(number % 10).repeat(text.length());
    }

    private ValueRun values(ValueRun run) {
        @Nullable Object[] numbers = new @Nullable Object[run.size()];
        Arrays.fill(numbers, number);
        return new ValueRun(numbers);
    }

    private FormatMark format(FormatMark mark) {
        if (!formatting) {
            return mark;
        }
        return new FormatMark(replace(formatKeys, mark.key, ""), formatValue(mark.value));
    }

    /** The end of a format stays one. JavaScript tells objects by their identity, so no two of them are the same. */
    private @Nullable Object formatValue(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Object replacement = Map.of("i", number);
        if (value instanceof List || value instanceof Map || value instanceof byte[]) {
            return replacement;
        }
        Object known = formatValues.putIfAbsent(comparable(value), replacement);
        return known == null ? replacement : known;
    }

    /** Numbers are compared by their value, -0 as 0. */
    private static Object comparable(Object scalar) {
        return scalar instanceof Double || scalar instanceof Long ? ((Number) scalar).doubleValue() + 0.0 : scalar;
    }

    private TypeRef type(TypeRef type) {
        String name = type.name();
        if (!xml || name == null) {
            return type;
        }
        String prefix = type.kind() == TypeRef.XML_ELEMENT ? "node-" : "hook-";
        return new TypeRef(type.kind(), replace(nodeNames, name, prefix));
    }

    private SubDocument document(SubDocument document) {
        return subdocs ? new SubDocument(Long.toString(number), true, false, null) : document;
    }
}
