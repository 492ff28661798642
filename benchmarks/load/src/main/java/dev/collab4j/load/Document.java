package dev.collab4j.load;

import java.net.URI;
import java.util.stream.Stream;

/** A document that some clients have open, of whom the first are its editors. */
final class Document {

    final URI uri;
    /** What stands in front of each message. */
    final byte[] address;
    /** Letters, by editor. */
    final Timeline[] typing;
    /** Moves of the cursor, by editor. */
    final Timeline[] moving;

    Document(Target target, String name, int editors) {
        this.uri = target.protocol().uri(target.url(), name, target.token());
        this.address = target.protocol().address(name);
        this.typing = timelines(editors);
        this.moving = timelines(editors);
    }

    private static Timeline[] timelines(int editors) {
        return Stream.generate(Timeline::new).limit(editors).toArray(Timeline[]::new);
    }

    int editors() {
        return typing.length;
    }

    /** Which editor has this client id; -1 if it is somebody else's. */
    int editorOf(long client) {
        long index = client - Typist.FIRST_CLIENT;
        return index >= 0 && index < typing.length ? (int) index : -1;
    }
}
