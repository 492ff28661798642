package dev.collab4j.example.editor;

import dev.collab4j.jdbc.JdbcDocumentStore;
import dev.collab4j.spi.storage.DocumentStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/** The documents in an H2 file. */
public final class EditorDatabase implements AutoCloseable, MeterBinder {

    /**
     * A commit that returned survives SIGKILL: WRITE_DELAY=0 has it in the file, and REUSE_SPACE=FALSE leaves alone what H2 needs to
     * find it again (without it 1 of 15 kills lost the last commits). We close the database ourselves, after the last write. What
     * goes wrong is told where it happens, in a line: H2's trace file would tell it a second time.
     */
    private static final String SETTINGS = ";WRITE_DELAY=0;REUSE_SPACE=FALSE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private static final int SECRET_BYTES = 32;

    private final JdbcConnectionPool pool;
    private final DocumentStore store;
    private final byte[] secret;

    private EditorDatabase(JdbcConnectionPool pool, byte[] secret) {
        this.pool = pool;
        this.secret = secret;
        this.store = JdbcDocumentStore.builder(pool).build();
    }

    /**
     * Opens the documents of a folder, or begins new ones. One process at a time can have them open.
     *
     * @param folder the folder, made if it is missing, not null
     * @return the open database, not null
     */
    public static EditorDatabase open(Path folder) {
        make(folder);
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("documents") + SETTINGS, "sa", "");
        try {
            pool.getConnection().close();
            return new EditorDatabase(pool, secret(folder));
        } catch (SQLException e) {
            pool.dispose();
            throw new StartException(problem(folder, e), e);
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartException("The documents' folder " + folder + " can't be made: DATA_DIR=...", e);
        }
    }

    /** Made with the first start, and whole or not there: links that were given away go on after every restart. */
    private static byte[] secret(Path folder) {
        Path file = folder.resolve("secret");
        try {
            if (Files.notExists(file)) {
                byte[] made = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(made);
                Path draft = Files.write(Files.createTempFile(folder, "secret", null), made); // for the owner alone
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StartException(
                    "The secret of the links in " + folder + " can't be read or made: DATA_DIR=...", e);
        }
    }

    private static String problem(Path folder, SQLException e) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "Another editor has the documents in " + folder + " open: stop it, or DATA_DIR=..."
                : "Can't open the documents in " + folder + ": " + e.getMessage();
    }

    /**
     * The store on this database.
     *
     * @return the store, not null
     */
    public DocumentStore store() {
        return store;
    }

    /**
     * What nobody knows outside the folder, for links that can't be made up.
     *
     * @return a copy of the 32 random bytes, the same at each start, not null
     */
    public byte[] secret() {
        return secret.clone();
    }

    /** Has a registry read how many connections are in use, and how many may be. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jdbc.connections.active", pool, JdbcConnectionPool::getActiveConnections)
                .register(registry);
        Gauge.builder("jdbc.connections.max", pool, JdbcConnectionPool::getMaxConnections)
                .register(registry);
    }

    /** Closes the store and the database, whose file has grown with every commit and shrinks now. */
    @Override
    public void close() {
        store.close();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } catch (SQLException e) {
            throw new IllegalStateException("The documents could not be closed", e);
        } finally {
            pool.dispose();
        }
    }
}
