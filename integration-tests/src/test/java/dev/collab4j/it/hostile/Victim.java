package dev.collab4j.it.hostile;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Update;
import dev.collab4j.it.lockstep.Contents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document that gets bad input: the twin of the one in hostile.mjs. */
final class Victim {
    private static final long CLIENT = (1L << 53) - 1;

    private final Doc doc =
            new Doc(DocOptions.builder().clientId(CLIENT).guid("lock-step").build());
    private final Map<String, SharedType> roots = new LinkedHashMap<>();
    private final List<String> before;

    Victim(byte[] base) {
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

    /** Throws {@link MalformedUpdateException} if the input is refused. */
    void apply(byte[] input) {
        doc.applyUpdate(Update.fromV1(input));
    }

    List<String> content() {
        return Contents.of(doc, roots);
    }

    boolean isUnchanged() {
        return content().equals(before);
    }
}
