package dev.collab4j.it.hostile;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Update;
import dev.collab4j.it.lockstep.Contents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A document that gets bad updates: the twin of the one in hostile.mjs. */
final class Victim implements Subject {
    private static final long CLIENT = (1L << 53) - 1;
    private static final int LINES_OF_STATE = 2;

    private final Doc doc =
            new Doc(DocOptions.builder().clientId(CLIENT).guid("lock-step").build());
    private final Map<String, SharedType> roots = new LinkedHashMap<>();
    private final Function<byte[], Update> version;
    private final List<String> before;

    /** The input is in version 1. */
    Victim(byte[] base) {
        this(base, Update::fromV1);
    }

    /** The base is in version 1, the input in {@code version}. */
    Victim(byte[] base, Function<byte[], Update> version) {
        this.version = version;
        roots.put("t", doc.getText("t"));
        roots.put("u", doc.getText("u"));
        roots.put("a", doc.getArray("a"));
        roots.put("m", doc.getMap("m"));
        roots.put("x", doc.getXmlFragment("x"));
        roots.put("e", doc.getXmlElement("e"));
        doc.applyUpdate(Update.fromV1(base));
        before = content();
    }

    Doc doc() {
        return doc;
    }

    boolean hasRoot(String name) {
        return roots.containsKey(name);
    }

    @Override
    public Supplier<String> take(byte[] input) {
        doc.applyUpdate(version.apply(input));
        return this::summary;
    }

    String summary() {
        List<String> content = content();
        return "ok " + Contents.hash(content.subList(0, LINES_OF_STATE)) + " "
                + Contents.hash(content.subList(LINES_OF_STATE, content.size()));
    }

    List<String> content() {
        return Contents.lines(doc, roots);
    }

    @Override
    public boolean isUnchanged() {
        return content().equals(before);
    }
}
