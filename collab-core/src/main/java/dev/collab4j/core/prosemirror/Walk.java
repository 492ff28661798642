package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through a fragment with a stack of its own. */
final class Walk {
    /** Is told of everything in the order of the document. */
    interface Visitor {
        /** An element begins; it is inline if there is a text among its siblings. */
        void open(YXmlElement element, boolean inline);

        void text(YXmlText text);

        void close(YXmlElement element);

        /** A hook, or a value that is no XML: ProseMirror has no such thing. */
        default void stranger() {}
    }

    /** The children of one element that are still to be gone through. */
    private record Level(@Nullable YXmlElement element, Iterator<@Nullable Object> rest, boolean inline) {
        static Level of(YXmlFragment parent) {
            List<@Nullable Object> children = parent.toList();
            boolean inline = children.stream().anyMatch(YXmlText.class::isInstance);
            return new Level(parent instanceof YXmlElement element ? element : null, children.iterator(), inline);
        }
    }

    private final Deque<Level> open = new ArrayDeque<>();
    private final Visitor visitor;

    private Walk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Visits all that is in {@code root}, but not itself, under the lock of the document. */
    static <V extends Visitor> V through(YXmlFragment root, V visitor) {
        return root.doc().read(() -> {
            new Walk(visitor).run(root);
            return visitor;
        });
    }

    private void run(YXmlFragment root) {
        open.push(Level.of(root));
        while (!open.isEmpty()) {
            Level level = open.element();
            if (level.rest.hasNext()) {
                visit(level.rest.next(), level.inline);
            } else {
                open.pop();
                close(level);
            }
        }
    }

    private void visit(@Nullable Object child, boolean inline) {
        if (child instanceof YXmlElement element) {
            visitor.open(element, inline);
            open.push(Level.of(element));
        } else if (child instanceof YXmlText text) {
            visitor.text(text);
        } else {
            visitor.stranger();
        }
    }

    /** The outermost level is the root, which nobody was told of. */
    private void close(Level level) {
        if (!open.isEmpty() && level.element != null) {
            visitor.close(level.element);
        }
    }
}
