package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Collects what a fragment holds. */
final class TreeOfFragment implements Walk.Visitor {
    private final Deque<List<Part>> open = new ArrayDeque<>();
    private final Shapes shapes;

    private TreeOfFragment(Shapes shapes) {
        this.shapes = shapes;
        open.push(new ArrayList<>());
    }

    static List<Part> of(YXmlFragment fragment, Shapes shapes) {
        return Walk.through(fragment, new TreeOfFragment(shapes)).open.pop();
    }

    @Override
    public void open(YXmlElement element, boolean inline) {
        open.push(new ArrayList<>());
    }

    @Override
    public void text(YXmlText text) {
        add(new Part.Run(Piece.join(Piece.of(text)), text, shapes));
    }

    @Override
    public void close(YXmlElement element) {
        List<Part> children = open.pop();
        add(new Part.Block(element.nodeName(), Attributes.of(element), children, element, shapes));
    }

    @Override
    public void stranger() {
        add(new Part.Stranger(shapes));
    }

    private void add(Part part) {
        open.element().add(part);
    }
}
