package dev.collab4j.it.snippets;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.jackson.JacksonBinding;
import dev.collab4j.core.prosemirror.ProseMirror;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.netty.NettyTransport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.ServletContext;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** What snippets take for granted: what a sentence around them says, or a snippet before them. Never run. */
@SuppressWarnings("unused")
abstract class Prelude {
    /** The rights of an application. */
    interface Users {
        boolean mayEdit(String token, String room);

        User verify(String token);
    }

    /** Who has signed in, and until when. */
    record User(String id, Instant tokenEnds) {}

    /** A record of docs/editors.md. */
    record Task(String title, boolean done, List<String> tags) {}

    static CollabHub hub;
    static NettyTransport server;
    static MeterRegistry registry;
    static ObservationRegistry observations;
    static ServletContext servletContext;
    static DataSource dataSource;
    static Users users;
    static Doc doc;
    static Doc peer;
    static YXmlFragment page;
    static ProseMirror proseMirror;
    static String json;
    static JacksonBinding binding;
}
