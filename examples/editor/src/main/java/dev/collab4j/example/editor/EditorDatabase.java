package dev.collab4j.example.editor;

import dev.collab4j.jdbc.JdbcDocumentStore;
import dev.collab4j.spi.storage.DocumentStore;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/** The documents in an H2 file. */
public final class EditorDatabase implements AutoCloseable {

    /** WRITE_DELAY=0: a commit that returned is on the disk. The database is closed by us, after the last write, not by H2's own hook. */
    private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    // maxConnections(1) below: while another transaction runs, H2 2.5.252 lets a commit return that SIGKILL can still
    // undo.
    private final JdbcConnectionPool pool;
    private final DocumentStore store;

    private EditorDatabase(JdbcConnectionPool pool) {
        this.pool = pool;
        this.store = JdbcDocumentStore.builder(pool).maxConnections(1).build();
    }

    /**
     * Opens the documents of a folder, or begins new ones. One process at a time can have them open.
     *
     * @param folder the folder, made if it is missing, not null
     * @return the open database, not null
     */
    public static EditorDatabase open(Path folder) {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("documents") + SETTINGS, "sa", "");
        try {
            pool.getConnection().close();
            return new EditorDatabase(pool);
        } catch (SQLException e) {
            pool.dispose();
            throw new StartException(problem(folder, e), e);
        }
    }

    private static String problem(Path folder, SQLException e) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? "Another editor has the documents in " + folder + ": DATA_DIR=... or stop it"
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

    /** Closes the store and the database. */
    @Override
    public void close() {
        store.close();
        pool.dispose();
    }
}
