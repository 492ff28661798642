package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.DocumentStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 in a file, where a restart closes the database. */
class H2FileStoreTest extends DocumentStoreContract {

    @TempDir
    Path dir;

    private @Nullable JdbcConnectionPool pool;

    @Override
    protected DocumentStore open() {
        dispose();
        pool = H2.pool(H2.fileUrl(dir));
        return JdbcDocumentStore.builder(pool).build();
    }

    @Override
    protected boolean damage(String document) throws Exception {
        return Rows.damageUpdate(pool, document);
    }

    @Override
    protected Duration raceDuration() {
        return H2.raceDuration();
    }

    @AfterEach
    void dispose() {
        if (pool != null) {
            pool.dispose();
        }
    }
}
