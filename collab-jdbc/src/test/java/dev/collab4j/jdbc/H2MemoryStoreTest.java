package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.DocumentStoreContract;
import java.time.Duration;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on H2 in memory: the database lives as long as its pool, so a restart is a new store on it. */
@ExtendWith(InMemory.class)
class H2MemoryStoreTest extends DocumentStoreContract {

    private final JdbcConnectionPool pool = H2.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    @Override
    protected DocumentStore open() {
        return JdbcDocumentStore.builder(pool).build();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }

    @Override
    protected boolean damage(String document) throws Exception {
        return Rows.damageUpdate(pool, document);
    }

    @Override
    protected Duration raceDuration() {
        return H2.raceDuration();
    }
}
