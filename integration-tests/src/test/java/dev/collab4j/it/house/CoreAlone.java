package dev.collab4j.it.house;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.prosemirror.HtmlWriter;
import dev.collab4j.core.prosemirror.ProseMirror;
import java.util.Map;

/** Runs the core as a module, with jackson-core and nothing else; started by {@link ModulesIT}. */
final class CoreAlone {
    private CoreAlone() {}

    public static void main(String[] args) {
        check(Doc.class.getModule().isNamed(), "the core is no module");
        check(ModuleLayer.boot().findModule("tools.jackson.databind").isEmpty(), "databind is there");
        Doc doc = new Doc();
        doc.getMap("m").set("list", Map.of("a", 1));
        YXmlFragment fragment = doc.getXmlFragment("x");
        ProseMirror.builder().build().update(fragment, """
                {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Hello"}]}]}""");
        System.out.println(HtmlWriter.builder().build().write(fragment));
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalStateException(otherwise);
        }
    }
}
