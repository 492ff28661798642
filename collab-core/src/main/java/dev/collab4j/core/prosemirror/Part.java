package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fragment holds, or is to hold. Two parts have the same shape if and only if ProseMirror sees no difference
 * between them, so equality costs nothing however much is in them.
 */
abstract sealed class Part {
    final int shape;

    private Part(int shape) {
        this.shape = shape;
    }

    /** Whether this can become {@code wanted} by a change of what is in it. */
    boolean canBecome(Part wanted) {
        return false;
    }

    /** An element; the one that is to be has no source. */
    static final class Block extends Part {
        final String name;
        final Map<String, @Nullable Object> attributes;
        final List<Part> children;
        final @Nullable YXmlElement source;

        Block(
                String name,
                Map<String, @Nullable Object> attributes,
                List<Part> children,
                @Nullable YXmlElement source,
                Shapes shapes) {
            super(shapes.ofBlock(name, attributes, children));
            this.name = name;
            this.attributes = attributes;
            this.children = children;
            this.source = source;
        }

        @Override
        boolean canBecome(Part wanted) {
            return wanted instanceof Block block && block.name.equals(name);
        }
    }

    /** A text; the one that is to be has no source. */
    static final class Run extends Part {
        final List<Piece> pieces;
        final @Nullable YXmlText source;

        Run(List<Piece> pieces, @Nullable YXmlText source, Shapes shapes) {
            super(shapes.ofRun(pieces));
            this.pieces = pieces;
            this.source = source;
        }

        @Override
        boolean canBecome(Part wanted) {
            return wanted instanceof Run;
        }
    }

    /** A hook, or a value that is no XML, which equals nothing. */
    static final class Stranger extends Part {
        Stranger(Shapes shapes) {
            super(shapes.ofStranger());
        }
    }
}
