package dev.collab4j.core.internal.lib0;

import dev.collab4j.core.MalformedUpdateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Builds values from the tokens of Jackson's parser, with a stack of its own. */
final class JsonReader {
    /** The text is in memory already, so only nesting is limited; names come from strangers and aren't interned. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(AnyCodec.MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxDocumentLength(-1)
                    .maxTokenCount(-1)
                    .build())
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .build();

    private final JsonParser parser;
    private final Deque<Object> open = new ArrayDeque<>(4);
    private final Deque<String> names = new ArrayDeque<>(4);

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(parser).read();
        } catch (JacksonException e) {
            throw new MalformedUpdateException(describe(e), e);
        }
    }

    private static String describe(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String where = location == null ? "" : " at character " + location.getCharOffset();
        return "Malformed JSON: " + e.getOriginalMessage() + where;
    }

    private @Nullable Object read() {
        Object value = step(parser.nextToken());
        while (!open.isEmpty()) {
            value = step(parser.nextToken());
        }
        if (parser.nextToken() != null) {
            throw new MalformedUpdateException("Malformed JSON: more than one value");
        }
        return value;
    }

    /** Takes one token; returns the value that it completes (only of use at the end, when nothing is open). */
    private @Nullable Object step(@Nullable JsonToken token) {
        if (token == null) {
            throw new MalformedUpdateException("Malformed JSON: unexpected end of text");
        }
        switch (token) {
            case START_OBJECT -> open.push(new LinkedHashMap<String, @Nullable Object>());
            case START_ARRAY -> open.push(new ArrayList<@Nullable Object>());
            case PROPERTY_NAME -> names.push(parser.currentName());
            case END_OBJECT, END_ARRAY -> {
                return add(close(open.pop()));
            }
            default -> {
                return add(scalar(token));
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Object close(Object container) {
        return container instanceof Map ? JsOrder.sorted((Map<String, @Nullable Object>) container) : container;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object add(@Nullable Object value) {
        Object parent = open.peek();
        if (parent instanceof Map) {
            ((Map<String, @Nullable Object>) parent).put(names.pop(), value);
        } else if (parent != null) {
            ((List<@Nullable Object>) parent).add(value);
        }
        return value;
    }

    private @Nullable Object scalar(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> Objects.requireNonNull(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsNumber.of(Double.parseDouble(parser.getString()));
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("Unexpected token of a strict parser: " + token);
        };
    }
}
