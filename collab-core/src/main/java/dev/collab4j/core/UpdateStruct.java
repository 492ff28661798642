package dev.collab4j.core;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TypeRef;
import dev.collab4j.core.internal.store.ValueRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A struct as an update carries it: a run of elements of one client.
 *
 * @param id the id of its first element
 * @param length how many elements it has, at least 1
 * @param kind what they are
 * @param origin the element that was to its left when it was inserted; null if there was none
 * @param rightOrigin the element that was to its right; null if there was none
 * @param parentRoot the name of the root that it is in; null if it is in a nested type, or if the update leaves that
 *     out because it follows from an origin
 * @param parentId the id of the item of the nested type that it is in; null in a root, or if it follows from an origin
 * @param key the key in a map, or of an attribute; null in a list, or if it follows from an origin
 * @param content what is in it, depending on the kind, see {@link Kind}; null for those that have nothing
 */
public record UpdateStruct(
        Id id,
        long length,
        Kind kind,
        @Nullable Id origin,
        @Nullable Id rightOrigin,
        @Nullable String parentRoot,
        @Nullable Id parentId,
        @Nullable String key,
        @Nullable Object content) {

    /** What the elements of a struct are, and what its content is then. */
    public enum Kind {
        /** Collected: not even the place is known any more. */
        GC,
        /** Deleted, its content forgotten. */
        DELETED,
        /** Values of old Yjs versions: an unmodifiable list. */
        JSON,
        /** A {@code byte[]}. */
        BINARY,
        /** Text: a {@code String}. */
        STRING,
        /** An embedded object of a text: a plain value. */
        EMBED,
        /** A format of a text begins or ends: a {@link Format}. */
        FORMAT,
        /** A shared type: a {@link Type}. */
        TYPE,
        /** Values: an unmodifiable list. */
        ANY,
        /** A document inside this one: a {@link Document}. */
        DOC,
        /** Ids that the update leaves out. */
        SKIP
    }

    /**
     * The content of a {@link Kind#FORMAT}.
     *
     * @param key the name of the attribute
     * @param value what it is from here on; null where it ends
     */
    public record Format(String key, @Nullable Object value) {}

    /**
     * The content of a {@link Kind#TYPE}.
     *
     * @param type the name of the class in Yjs, such as {@code YText}
     * @param name the name of an XML element or hook, otherwise null
     */
    public record Type(String type, @Nullable String name) {}

    /**
     * The content of a {@link Kind#DOC}.
     *
     * @param guid the name of the document
     * @param gc whether it collects
     * @param autoLoad whether it is to be loaded at once
     * @param meta a plain value of the application, or null
     */
    public record Document(
            String guid,
            boolean gc,
            boolean autoLoad,
            @Nullable Object meta) {}

    /** In the order of the references of the format. */
    static final List<Kind> KINDS = List.of(Kind.values());

    private static final List<String> TYPES =
            List.of("YArray", "YMap", "YText", "YXmlElement", "YXmlFragment", "YXmlHook", "YXmlText");

    static UpdateStruct of(Block block) {
        Object parent = block.parent();
        return new UpdateStruct(
                new Id(block.client(), block.clock()),
                block.length(),
                KINDS.get(block.kind()),
                id(block.origin()),
                id(block.rightOrigin()),
                parent instanceof String root ? root : null,
                parent instanceof dev.collab4j.core.internal.codec.Id item ? id(item) : null,
                block.key(),
                content(block));
    }

    private static @Nullable Id id(dev.collab4j.core.internal.codec.@Nullable Id id) {
        return id == null ? null : new Id(id.client(), id.clock());
    }

    private static @Nullable Object content(Block block) {
        Object content = block.content();
        return switch (block.kind()) {
            case Content.GC, Content.SKIP, Content.DELETED -> null;
            case Content.JSON, Content.ANY -> values(as(ValueRun.class, content));
            case Content.EMBED -> Values.export(as(Embed.class, content).value());
            case Content.FORMAT -> format(as(FormatMark.class, content));
            case Content.TYPE -> type(as(TypeRef.class, content));
            case Content.DOC -> document(as(SubDocument.class, content));
            default -> content;
        };
    }

    private static <T> T as(Class<T> type, @Nullable Object content) {
        return type.cast(Objects.requireNonNull(content));
    }

    private static List<@Nullable Object> values(ValueRun run) {
        List<@Nullable Object> values = new ArrayList<>(run.size());
        for (int i = 0; i < run.size(); i++) {
            values.add(Values.export(run.get(i)));
        }
        return Collections.unmodifiableList(values);
    }

    private static Format format(FormatMark mark) {
        return new Format(mark.key, Values.export(mark.value));
    }

    static Type type(TypeRef type) {
        return new Type(TYPES.get(type.kind()), type.name());
    }

    private static Document document(SubDocument stored) {
        return new Document(stored.guid, stored.gc, stored.autoLoad, Values.export(stored.meta));
    }
}
