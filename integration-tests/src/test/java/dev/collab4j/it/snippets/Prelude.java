package dev.collab4j.it.snippets;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.jackson.JacksonBinding;
import dev.collab4j.core.prosemirror.HtmlWriter;
import dev.collab4j.core.prosemirror.ProseMirror;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.netty.NettyTransport;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.UpdateId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.ServletContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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

    /** Where an application has its pages. */
    interface Pages {
        @Nullable
        String proseMirrorJson(String room);

        void save(String room, String html, Set<String> authors);
    }

    /** The search of an application. */
    interface Search {
        void index(String room, String text);
    }

    /** Who wants to hear of changes. */
    interface Webhook {
        void post(String room, String json);
    }

    /** The audit log of an application. */
    interface AuditLog {
        void add(String room, UpdateId id, @Nullable String author, @Nullable String session, Instant at);

        void addGap(@Nullable String room, long missed);
    }

    static CollabHub hub;
    static NettyTransport server;
    static MeterRegistry registry;
    static ObservationRegistry observations;
    static ServletContext servletContext;
    static DocumentStore store;
    static Pages pages;
    static Search search;
    static Webhook webhook;
    static AuditLog log;
    static HtmlWriter writer;
    static DataSource dataSource;
    static Users users;
    static Doc doc;
    static Doc peer;
    static YXmlFragment page;
    static ProseMirror proseMirror;
    static String json;
    static JacksonBinding binding;
}
