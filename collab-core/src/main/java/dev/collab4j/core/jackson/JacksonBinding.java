package dev.collab4j.core.jackson;

import dev.collab4j.core.SharedType;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.internal.lib0.JsValues;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads maps and arrays of a document as records and POJOs, and writes those into them. What Jackson's annotations and
 * modules say holds here too.
 *
 * <p>Immutable and safe for all threads, as the mapper is. A value nested deeper than {@link #MAX_DEPTH} is refused, as
 * Jackson recurses.
 */
public final class JacksonBinding {
    /** How deep values may be nested: as deep as Jackson reads JSON unless told otherwise. */
    public static final int MAX_DEPTH = 500;

    private final ObjectMapper mapper;

    private JacksonBinding(ObjectMapper mapper) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
    }

    /**
     * Makes a binding.
     *
     * @param mapper what the application uses elsewhere, for example a {@code JsonMapper}; not null
     * @return a binding that uses it
     */
    public static JacksonBinding of(ObjectMapper mapper) {
        return new JacksonBinding(mapper);
    }

    /**
     * Reads a map as an object, with all that is in it: a text becomes a String, an array a List.
     *
     * @param map not null
     * @param type for example a record; not null
     * @param <T> the type
     * @return a new object that later edits don't touch
     * @throws JacksonException if what is in the document doesn't fit the type, as anybody may write anything there
     * @throws IllegalArgumentException if it is nested too deep
     */
    public <T> T read(YMap map, Class<T> type) {
        return Objects.requireNonNull(mapper.convertValue(valueOf(map), type));
    }

    /**
     * Reads an array as objects.
     *
     * @param array not null
     * @param type of all elements; not null
     * @param <T> the type
     * @return a new list
     * @throws JacksonException if what is in the document doesn't fit the type
     * @throws IllegalArgumentException if it is nested too deep
     */
    public <T> List<T> readAll(YArray array, Class<T> type) {
        JavaType list = mapper.getTypeFactory().constructCollectionType(List.class, type);
        return mapper.convertValue(valueOf(array), list);
    }

    private static Object valueOf(SharedType source) {
        Object value = source.toJson();
        Nested.requireDepth(value, MAX_DEPTH);
        Nested.dropUndefined(value);
        return value;
    }

    /**
     * Makes a map hold the properties of an object, and changes only what differs. Keys that the object doesn't have are
     * deleted. Where the map has a map, an array or a text for a property, that one is changed inside, so that what others
     * write there survives; everything else is set as a plain value. It is one transaction.
     *
     * @param map not null
     * @param object a record, POJO or Map; not null
     * @throws JacksonException if Jackson can't write the object
     * @throws IllegalArgumentException if it isn't written as an object of JSON, is nested too deep, or holds what can't be
     *     stored, such as a whole number beyond 2^53 or a BigDecimal; nothing is changed
     */
    public void write(YMap map, Object object) {
        if (!(plain(object) instanceof Map<?, ?> wanted)) {
            throw new IllegalArgumentException("Not an object of JSON: " + object.getClass());
        }
        map.doc().transact(tx -> ValueUpdater.update(map, wanted));
    }

    /**
     * Makes an array hold objects, and changes only what differs: what is equal at both ends stays, and so do the maps,
     * arrays and texts between, which are changed inside. It is one transaction.
     *
     * @param array not null
     * @param objects may be null one by one; not null
     * @throws JacksonException if Jackson can't write one of them
     * @throws IllegalArgumentException if one is nested too deep, or holds what can't be stored; nothing is changed
     */
    public void write(YArray array, Collection<? extends @Nullable Object> objects) {
        Object wanted = Objects.requireNonNull(plain(objects));
        array.doc().transact(tx -> ValueUpdater.update(array, wanted));
    }

    /** As lists, maps and values that a document can hold. */
    private @Nullable Object plain(Object object) {
        Object value = mapper.convertValue(Objects.requireNonNull(object, "object"), Object.class);
        Nested.requireDepth(value, MAX_DEPTH);
        if (!JsJson.isPrintable(value)) {
            throw new IllegalArgumentException("A document holds no numbers beyond 2^53 as numbers");
        }
        return JsValues.copyOf(value);
    }
}
