package dev.collab4j.it.lockstep;

import dev.collab4j.core.Doc;
import dev.collab4j.core.SubDocsEvent;
import dev.collab4j.it.oracle.Fields;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Documents inside a document: the twin of subdocs.mjs. */
final class SubDocuments {
    private SubDocuments() {}

    static String describe(SubDocsEvent event, Undo undo) {
        return "subdocs +" + guids(event.added()) + " -" + guids(event.removed()) + " loaded=" + guids(event.loaded())
                + " local=" + event.local() + " origin=" + undo.origin(event.origin());
    }

    private static String guids(Collection<Doc> docs) {
        return docs.stream().map(Doc::guid).collect(Collectors.joining(","));
    }

    static List<String> lines(Doc doc) {
        return doc.subDocs().stream().map(SubDocuments::print).toList();
    }

    private static String print(Doc doc) {
        return "sub " + doc.guid() + " client=" + doc.clientId() + " gc=" + doc.gc() + " autoLoad=" + doc.autoLoad()
                + " shouldLoad=" + doc.shouldLoad() + " destroyed=" + doc.isDestroyed() + " meta="
                + Canonical.print(doc.meta()) + " "
                + HexFormat.of().formatHex(doc.encodeStateAsUpdate().toV1());
    }

    static void run(Doc around, Fields step) {
        List<Doc> docs = List.copyOf(around.subDocs());
        if (docs.isEmpty()) {
            return;
        }
        Doc doc = docs.get((int) ((long) step.number("which") * docs.size() >> 16));
        switch (step.text("act")) {
            case "load" -> doc.load();
            case "destroy" -> doc.destroy();
            case "edit" -> doc.getText("t").insert(0, step.text("value"));
            default -> throw new IllegalArgumentException(step.text("act"));
        }
    }
}
