package dev.collab4j.core.prosemirror;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YXmlFragment;

/** Documents to try things with. */
final class Sample {
    /** Deeper than any stack. */
    static final int DEPTH = 30_000;

    static final ProseMirror JSON = ProseMirror.builder().build();

    private Sample() {}

    /** A document with this content, the JSON of nodes with single quotes. */
    static YXmlFragment of(String content) {
        YXmlFragment fragment = new Doc().getXmlFragment("prosemirror");
        JSON.update(fragment, document(content));
        return fragment;
    }

    static String document(String content) {
        return ("{'type':'doc','content':[" + content + "]}").replace('\'', '"');
    }

    static String paragraph(String content) {
        return "{'type':'paragraph','content':[" + content + "]}";
    }

    static String text(String text) {
        return "{'type':'text','text':'" + text + "'}";
    }

    static String marked(String text, String mark, String attributes) {
        return "{'type':'text','text':'" + text + "','marks':[{'type':'" + mark + "','attrs':" + attributes + "}]}";
    }

    /** Elements in elements, and a text in the innermost one. */
    static YXmlFragment deep(String name) {
        YXmlFragment fragment = new Doc().getXmlFragment("prosemirror");
        fragment.doc().transact(tx -> {
            YXmlFragment parent = fragment;
            for (int i = 0; i < DEPTH; i++) {
                parent = parent.pushElement(name);
            }
            parent.pushText().insert(0, "x");
        });
        return fragment;
    }
}
