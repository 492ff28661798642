package dev.collab4j.jdbc;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.Page;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the tables of a relational database: PostgreSQL 14 or later, or H2 2.5 or later.
 *
 * <p>Each call is one transaction on a connection of the host's {@link DataSource}, which comes back with the settings
 * that it had. A deadlock or a lost race is repeated inside, at most 3 times; what fails then is {@code TRANSIENT}. A
 * thread that is interrupted when it calls, or while it waits for a connection or between two pages of a load, gets a
 * {@link StorageException} of kind {@code TRANSIENT} and stays interrupted; what an interrupt in the middle of a
 * statement does is up to the database. Thread-safe; without threads of its own.
 *
 * <p><b>PostgreSQL.</b> The server's defaults keep what is stored: {@link #check} is {@code DEGRADED} if {@code fsync},
 * {@code full_page_writes} or {@code synchronous_commit} is off, as the store's own connections see it. Each transaction
 * brings its isolation and its {@code statement_timeout} along, so nothing stays behind on a connection, or on one of the
 * server's behind a pooler. A server that is silent for a second longer than the timeout loses the connection. How long
 * connecting may take is set at the data source ({@code loginTimeout}, {@code connectTimeout}).
 *
 * <p><b>H2.</b> Give the JDBC URL a file and two settings, such as
 * {@code jdbc:h2:async:./data/documents;WRITE_DELAY=0;REUSE_SPACE=FALSE}; {@link #check} is {@code DEGRADED} otherwise:
 *
 * <ul>
 *   <li>in memory nothing outlives the process;
 *   <li>with a {@code WRITE_DELAY}, 500 ms by default, the commits of that time are lost at SIGKILL;
 *   <li>without {@code REUSE_SPACE=FALSE} H2 2.5.252 was seen to lose commits that had returned, once its file was old
 *       enough for space to be used again. With it the file grows until {@code SHUTDOWN COMPACT};
 *   <li>{@code async:} is for hosts that interrupt threads while they store, which the health does not show: with H2's
 *       default file channel an interrupt in the middle of a write closes the database. That call then fails, and so
 *       does one for each other open connection ("The database has been closed"), all {@code TRANSIENT}; a new
 *       connection opens it again, and nothing that returned is lost;
 *   <li>one transaction writes at a time, as H2 2.5.252 loses commits of several writers at SIGKILL: use one store for a
 *       file.
 * </ul>
 */
public final class JdbcDocumentStore implements DocumentStore {

    private static final int MAX_PAGE = 10_000;

    private final Transactions transactions;
    private final Dialect dialect;
    private volatile boolean closed;

    private JdbcDocumentStore(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
    }

    /**
     * Begins a store.
     *
     * @param dataSource gives the connections, a pool in production; stays the host's, not null
     * @return a builder with the defaults, not null
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        checkOpen();
        if (!batch.isEmpty()) {
            Appending appending = new Appending(batch);
            transactions.write(appending.soleDocument(), appending);
        }
    }

    @Override
    public Head load(String document, LoadSink sink) {
        checkOpen();
        Objects.requireNonNull(sink, "sink");
        return transactions.read(document, new Loading(document, sink));
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        checkOpen();
        return transactions.write(document, new Replacing(document, expected, snapshot, length, covered));
    }

    @Override
    public boolean delete(String document, long generation) {
        checkOpen();
        byte[] name = Names.encode(document);
        return transactions.write(document, session -> delete(session, name, generation));
    }

    /** Looks first: rows don't go away again, and who creates one at the same time is met by the key. */
    private static boolean delete(Session session, byte[] name, long generation) throws SQLException {
        if (generation == 0 && DocRow.find(session, name) == null) {
            DocRow.insert(session, name, new Head(1, 0, true), 0);
            return true;
        }
        boolean buried = session.update("bury_doc", name, generation) == 1;
        if (buried) {
            DocRow.sweep(session, DocRow.get(session, name).id(), generation + 1);
        }
        return buried;
    }

    @Override
    public Head recreate(String document, Head tombstone) {
        checkOpen();
        byte[] name = Names.encode(document);
        return transactions.write(document, session -> {
            if (!tombstone.deleted() || session.update("revive_doc", name, tombstone.generation()) == 0) {
                throw Failures.refused(document, "it is not deleted in generation " + tombstone.generation());
            }
            DocRow row = DocRow.get(session, name);
            DocRow.sweep(session, row.id(), row.head().generation());
            return row.head();
        });
    }

    /**
     * Takes the name of an author off all updates that are kept one by one, and that of the sessions with it. The content
     * stays: the documents need it. What is appended later has the name again, so let the author in nowhere before. Reads the
     * whole table of these updates, which compaction keeps small.
     *
     * @param author as {@link StoredUpdate#author} has it, not null
     * @return how many updates it was taken off
     * @throws StorageException TRANSIENT or OVERLOADED if it is to be repeated; it may be repeated at any time
     */
    public long eraseAuthor(String author) {
        checkOpen();
        Objects.requireNonNull(author, "author");
        return transactions.write(null, session -> (long) session.update("erase_author", author));
    }

    @Override
    public Page<String> documents(@Nullable String after, int limit) {
        checkOpen();
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("limit " + limit + " is not 1 to " + MAX_PAGE);
        }
        List<String> found = transactions.read(null, session -> list(session, after, limit + 1));
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), found.get(limit - 1));
    }

    private static List<String> list(Session session, @Nullable String after, int limit) throws SQLException {
        var select = after == null
                ? session.bind("list_first_docs", limit)
                : session.bind("list_docs", Names.encode(after), limit);
        List<String> names = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                names.add(Names.decode(result.getBytes(1)));
            }
        }
        return names;
    }

    /**
     * Looks how the database is doing, on one of the connections, so it waits for one as any call does.
     *
     * @return {@code DOWN} if the database gives no answer, {@code DEGRADED} if its settings don't keep S1, as the
     *     class says, else {@code UP}; not null
     */
    @Override
    public Health check() {
        checkOpen();
        try {
            return transactions.read(null, dialect::check);
        } catch (StorageException e) {
            return Health.down(String.valueOf(e.getMessage()));
        }
    }

    /** Later calls throw {@link IllegalStateException}; the data source stays open. Idempotent. */
    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /** Builds a {@link JdbcDocumentStore}. Not thread-safe. */
    public static final class Builder {

        /** What the names of the tables begin with. */
        public static final String DEFAULT_TABLE_PREFIX = "collab_";
        /** How long one statement, or the wait for a connection, may take. */
        public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
        /** How many connections are used at a time. */
        public static final int DEFAULT_MAX_CONNECTIONS = 8;

        private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
        private static final Duration MAX_TIMEOUT = Duration.ofDays(1);
        private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,29}");

        private final DataSource dataSource;
        private String tablePrefix = DEFAULT_TABLE_PREFIX;
        private Duration timeout = DEFAULT_TIMEOUT;
        private int maxConnections = DEFAULT_MAX_CONNECTIONS;
        private boolean installSchema = true;

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        /**
         * Sets what the names of the tables begin with; two stores with different ones share nothing.
         *
         * @param prefix a letter and up to 29 letters, digits and {@code _}; the default is
         *     {@value #DEFAULT_TABLE_PREFIX}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is not of that form
         */
        public Builder tablePrefix(String prefix) {
            if (!PREFIX.matcher(prefix).matches()) {
                throw new IllegalArgumentException(
                        "table prefix \"" + prefix + "\" is not a letter and up to 29 letters, digits and _");
            }
            this.tablePrefix = prefix;
            return this;
        }

        /**
         * Sets how long one statement may take, and how long a call waits for one of its connections; the time that the
         * data source takes to give one is set there.
         *
         * @param timeout 1 s to 1 day, used in whole seconds; the default is {@link #DEFAULT_TIMEOUT}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is outside its range
         */
        public Builder timeout(Duration timeout) {
            if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
                throw new IllegalArgumentException("timeout " + timeout + " is not 1 s to 1 day");
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets how many connections are used at a time.
         *
         * @param count at least 1, at most what the data source has; the default is {@value #DEFAULT_MAX_CONNECTIONS}
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConnections(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("maxConnections " + count + " is less than 1");
            }
            this.maxConnections = count;
            return this;
        }

        /**
         * Sets whether missing tables are created, which needs the right to do so; otherwise they are only looked for.
         *
         * @param install true to create them, the default
         * @return this builder
         */
        public Builder installSchema(boolean install) {
            this.installSchema = install;
            return this;
        }

        /**
         * Connects, creates or checks the tables, and builds the store. Blocks.
         *
         * @return the store, not null
         * @throws StorageException if the database can't be reached or refuses
         * @throws IllegalStateException if the database is none that is supported, or its tables are of a version that
         *     this library doesn't know, or, where they are not to be installed, of one before it
         */
        public JdbcDocumentStore build() {
            Dialect dialect = dialect();
            Statements statements = new Statements(dialect.folder(), tablePrefix);
            Schema schema = new Schema(dataSource, statements, dialect);
            if (installSchema) {
                schema.install();
            } else {
                schema.check();
            }
            return new JdbcDocumentStore(
                    new Transactions(dataSource, dialect, statements, timeout, maxConnections), dialect);
        }

        private Dialect dialect() {
            try (Connection connection = Failures.connect(dataSource, null)) {
                return Dialects.of(connection.getMetaData());
            } catch (SQLException e) {
                throw Failures.of(null, e);
            }
        }
    }
}
