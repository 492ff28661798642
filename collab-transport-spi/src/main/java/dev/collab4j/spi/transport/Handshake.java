package dev.collab4j.spi.transport;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP request that asks for the upgrade, as the transport read it. Immutable and thread-safe.
 *
 * <p>Everything is raw: the transport decodes no percent escape and no query. A byte of the request line that is not
 * ASCII is handed over as its percent escape, so that one name has one spelling whatever the client sent.
 */
public final class Handshake {

    private final String path;
    private final String subPath;
    private final @Nullable String query;
    private final Headers headers;
    private final int headerBytes;
    private final @Nullable String remoteAddress;
    private final boolean secure;
    private final @Nullable Principal principal;

    private Handshake(Builder builder) {
        this.path = builder.path;
        this.subPath = builder.subPath;
        this.query = builder.query;
        this.headers = Headers.of(builder.headers);
        this.headerBytes = builder.headerBytes;
        this.remoteAddress = builder.remoteAddress;
        this.secure = builder.secure;
        this.principal = builder.principal;
    }

    /**
     * Begins a handshake.
     *
     * @param path the raw path of the request, with its leading slash, without the query, not null
     * @param subPath what the {@code *} of the route matched: the rest of the raw path without the slash before it;
     *     empty for a route without one, not null
     * @return a builder, not null
     */
    public static Builder builder(String path, String subPath) {
        return new Builder(path, subPath);
    }

    /**
     * The raw path of the request.
     *
     * @return the path with its leading slash, without the query, not null
     */
    public String path() {
        return path;
    }

    /**
     * The raw rest of the path behind the mount point; for {@code y-websocket} that is the room's name, still escaped.
     *
     * @return the rest without the slash before it, maybe empty, not null
     */
    public String subPath() {
        return subPath;
    }

    /**
     * The raw query.
     *
     * @return what follows the {@code ?}, null if there was none
     */
    public @Nullable String query() {
        return query;
    }

    /**
     * The first value of a header.
     *
     * @param name the header's name in any case, not null
     * @return the value, null if the header is absent
     */
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * All values of a header, in the order of the request.
     *
     * @param name the header's name in any case, not null
     * @return the values, unmodifiable, maybe empty, not null
     */
    public List<String> headers(String name) {
        return headers.values(name);
    }

    /**
     * How large the headers are, which a listener may keep as long as it doesn't know its client.
     *
     * @return the characters of all names and values, which are bytes
     */
    public int headerBytes() {
        return headerBytes;
    }

    /**
     * The sub-protocols that the client offered, in its order of preference.
     *
     * @return the names, unmodifiable, maybe empty, not null
     */
    public List<String> subprotocols() {
        List<String> offered = new ArrayList<>();
        for (String value : headers("Sec-WebSocket-Protocol")) {
            addTrimmed(value, offered);
        }
        return Collections.unmodifiableList(offered);
    }

    private static void addTrimmed(String value, List<String> offered) {
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            String name = value.substring(from, end).trim();
            if (!name.isEmpty()) {
                offered.add(name);
            }
            from = end + 1;
        }
    }

    /**
     * Where the connection comes from, for logs and limits.
     *
     * @return the peer's address without its port, null if there is none (in-process)
     */
    public @Nullable String remoteAddress() {
        return remoteAddress;
    }

    /**
     * Whether the transport itself speaks TLS; a proxy in front is not seen.
     *
     * @return true for TLS
     */
    public boolean secure() {
        return secure;
    }

    /**
     * Who has logged in at the container that the transport runs in, for an authenticator that trusts that login. The
     * browser sends its cookie with requests from any page, so that the origin has to be checked, as the hub does.
     *
     * @return the principal, null if nobody has, or the transport knows no login
     */
    public @Nullable Principal principal() {
        return principal;
    }

    @Override
    public String toString() {
        return "Handshake[" + path + "]"; // neither query nor headers: they carry tokens
    }

    /** Builds a {@link Handshake}. Not thread-safe. */
    public static final class Builder {

        private final String path;
        private final String subPath;
        /** Names and values by turns. */
        private final List<String> headers = new ArrayList<>();

        private int headerBytes;
        private @Nullable String query;
        private @Nullable String remoteAddress;
        private boolean secure;
        private @Nullable Principal principal;

        private Builder(String path, String subPath) {
            this.path = Objects.requireNonNull(path, "path");
            this.subPath = Objects.requireNonNull(subPath, "subPath");
        }

        /**
         * Sets the raw query.
         *
         * @param query what follows the {@code ?}, null for none (the default)
         * @return this builder
         */
        public Builder query(@Nullable String query) {
            this.query = query;
            return this;
        }

        /**
         * Adds a header; the same name may come several times.
         *
         * @param name the header's name, not null
         * @param value its value, not null
         * @return this builder
         * @throws IllegalArgumentException if one of them has a line feed, which no header can
         */
        public Builder header(String name, String value) {
            Headers.check(name);
            Headers.check(value);
            headerBytes += name.length() + value.length();
            headers.add(name);
            headers.add(value);
            return this;
        }

        /**
         * Sets where the connection comes from.
         *
         * @param remoteAddress the peer's address without its port, null if there is none (the default)
         * @return this builder
         */
        public Builder remoteAddress(@Nullable String remoteAddress) {
            this.remoteAddress = remoteAddress;
            return this;
        }

        /**
         * Says whether the transport itself speaks TLS.
         *
         * @param secure true for TLS; the default is false
         * @return this builder
         */
        public Builder secure(boolean secure) {
            this.secure = secure;
            return this;
        }

        /**
         * Says who has logged in.
         *
         * @param principal the principal, null if nobody has (the default)
         * @return this builder
         */
        public Builder principal(@Nullable Principal principal) {
            this.principal = principal;
            return this;
        }

        /**
         * Builds the handshake.
         *
         * @return the handshake, not null
         */
        public Handshake build() {
            return new Handshake(this);
        }
    }
}
