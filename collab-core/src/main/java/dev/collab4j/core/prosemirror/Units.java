package dev.collab4j.core.prosemirror;

import dev.collab4j.core.Delta;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A text unit by unit: characters, and embedded objects, which count as one. */
final class Units {
    /** What stands for an embedded object. */
    static final char OBJECT = '\uFFFC';

    private final StringBuilder characters = new StringBuilder();
    private final Map<Integer, Object> embeds = new HashMap<>();
    private final TreeMap<Integer, Piece> pieces = new TreeMap<>();

    Units(List<Piece> pieces) {
        pieces.forEach(this::add);
    }

    /** All of a text, also what ProseMirror doesn't see. */
    static Units of(YText text) {
        List<Piece> pieces = new ArrayList<>();
        for (Delta.Op op : text.toDelta().ops()) {
            Delta.Insert insert = (Delta.Insert) op;
            pieces.add(new Piece(insert.value(), insert.attributes()));
        }
        return new Units(pieces);
    }

    private void add(Piece piece) {
        pieces.put(characters.length(), piece);
        if (piece.content instanceof String text) {
            characters.append(text);
        } else {
            embeds.put(characters.length(), piece.content);
            characters.append(OBJECT);
        }
    }

    int length() {
        return characters.length();
    }

    CharSequence characters() {
        return characters;
    }

    @Nullable
    Object embed(int index) {
        return embeds.get(index);
    }

    /** A place in a piece. */
    record Place(Piece piece, int offset) {
        int rest() {
            return piece.length() - offset;
        }

        Object cut(int length) {
            return piece.content instanceof String text ? text.substring(offset, offset + length) : piece.content;
        }
    }

    Place at(int index) {
        Map.Entry<Integer, Piece> piece = pieces.floorEntry(index);
        return new Place(piece.getValue(), index - piece.getKey());
    }
}
