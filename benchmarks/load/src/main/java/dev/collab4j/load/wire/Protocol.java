package dev.collab4j.load.wire;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.protocol.HocuspocusFrame;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** How clients talk to a server. Messages are the same in both; Hocuspocus puts the document's name in front of each. */
public enum Protocol {
    /** That of the provider of this name: the document is the rest of the path. */
    Y_WEBSOCKET("y-websocket") {
        @Override
        public URI uri(URI base, String document, String token) {
            String query = token.isEmpty() ? "" : "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
            return URI.create(base.toString().replaceFirst("/+$", "") + "/" + document + query);
        }

        @Override
        public byte[] address(String document) {
            return NO_ADDRESS;
        }

        @Override
        public List<byte[]> greeting(String token) {
            return List.of(STEP_1);
        }

        @Override
        void skipAddress(ByteBuf in) {
            // there is none
        }
    },

    /** That of HocuspocusProvider 4, without {@code sessionAwareness}; each document on a connection of its own. */
    HOCUSPOCUS("hocuspocus") {
        @Override
        public URI uri(URI base, String document, String token) {
            return base;
        }

        @Override
        public byte[] address(String document) {
            return HocuspocusFrame.encodeAddress(document);
        }

        @Override
        public List<byte[]> greeting(String token) {
            return List.of(new HocuspocusMessage.Token(token, PROVIDER_VERSION).encode(), STEP_1);
        }

        @Override
        void skipAddress(ByteBuf in) {
            Lib0.skipBytes(in);
        }
    };

    private static final byte[] NO_ADDRESS = {};
    private static final String PROVIDER_VERSION = "4.8.0";
    private static final byte[] STEP_1 = new Message.Sync(new SyncMessage.Step1(StateVector.empty())).encode();

    private final String title;

    Protocol(String title) {
        this.title = title;
    }

    /**
     * The protocol of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Protocol of(String title) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("y-websocket or hocuspocus, not " + title));
    }

    /** Where a document is. */
    public abstract URI uri(URI base, String document, String token);

    /** What stands in front of each message of a document. */
    public abstract byte[] address(String document);

    /** What a client that has nothing yet says at once. */
    public abstract List<byte[]> greeting(String token);

    abstract void skipAddress(ByteBuf in);

    /** Its name on the command line. */
    @Override
    public String toString() {
        return title;
    }
}
