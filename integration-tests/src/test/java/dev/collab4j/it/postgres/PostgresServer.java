package dev.collab4j.it.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, started by the first test that asks for it and stopped with the JVM. It comes with what production has: fsync and
 * synchronous_commit, which the library that starts it would switch off.
 */
public final class PostgresServer {

    private static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");
    private static final List<String> NAMESPACE = List.of("unshare", "--user", "true");
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private static @Nullable EmbeddedPostgres running;

    private PostgresServer() {}

    /** A data source for a new, empty schema; each connection is a new one. */
    public static PGSimpleDataSource newSchema() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] {get().getPort()});
        source.setUser("postgres");
        String schema = "test" + SCHEMAS.incrementAndGet();
        execute(source, "CREATE SCHEMA " + schema);
        source.setCurrentSchema(schema);
        return source;
    }

    /** Runs a statement on a connection of its own. */
    public static void execute(PGSimpleDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static synchronized EmbeddedPostgres get() throws SQLException {
        if (running == null) {
            EmbeddedPostgres started = start();
            assertDurable(started);
            running = started;
        }
        return running;
    }

    private static EmbeddedPostgres start() {
        String problem = problemOfRoot(NAMESPACE);
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
        return start("on", "data");
    }

    /** Starts another server, with the settings switched off that keep what is committed, and has the data source go there. */
    public static AutoCloseable startCareless(PGSimpleDataSource source) {
        EmbeddedPostgres careless = start("off", "careless");
        source.setPortNumbers(new int[] {careless.getPort()});
        source.setCurrentSchema("public");
        return careless;
    }

    private static EmbeddedPostgres start(String durable, String folder) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setDataDirectory(folder(folder));
        DURABLE.forEach(setting -> builder.setServerConfig(setting, durable));
        try {
            return builder.start();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("PostgreSQL doesn't start here: " + e.getMessage(), e);
        }
    }

    private static Path folder(String name) {
        return Path.of(
                        "target",
                        "postgres",
                        name + "-" + ProcessHandle.current().pid())
                .toAbsolutePath();
    }

    /** PostgreSQL refuses to run as root, and is told that it isn't by a user namespace. Null if there is no problem. */
    static @Nullable String problemOfRoot(List<String> tryNamespace) {
        return !isRoot() || succeeds(tryNamespace)
                ? null
                : "PostgreSQL can't start as root here (user namespaces closed): use another user";
    }

    static boolean isRoot() {
        try {
            Path self = Path.of("/proc/self");
            return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What was asked for is not yet what is: the server says it. */
    private static void assertDurable(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            StringBuilder said =
                    new StringBuilder("PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + ":");
            for (String setting : DURABLE) {
                try (ResultSet value = statement.executeQuery("SHOW " + setting)) {
                    value.next();
                    said.append(' ').append(setting).append('=').append(value.getString(1));
                    if (!value.getString(1).equals("on")) {
                        throw new IllegalStateException("PostgreSQL doesn't keep what it commits, " + said);
                    }
                }
            }
            System.out.println(said);
        }
    }
}
