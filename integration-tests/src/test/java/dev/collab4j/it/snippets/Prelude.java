package dev.collab4j.it.snippets;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.jackson.JacksonBinding;
import dev.collab4j.core.prosemirror.ProseMirror;
import java.util.List;
import javax.sql.DataSource;

/** What snippets take for granted: what a sentence around them says, or a snippet before them. Never run. */
@SuppressWarnings("unused")
abstract class Prelude {
    /** The rights of an application. */
    interface Users {
        boolean mayEdit(String token, String room);
    }

    /** A record of docs/editors.md. */
    record Task(String title, boolean done, List<String> tags) {}

    static DataSource dataSource;
    static Users users;
    static Doc doc;
    static Doc peer;
    static YXmlFragment page;
    static ProseMirror proseMirror;
    static String json;
    static JacksonBinding binding;
}
