package dev.collab4j.jdbc;

import dev.collab4j.it.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import javax.sql.DataSource;

class PostgresStoredRowsIT extends StoredRowsContract {

    private static final String FIXTURE = "/fixtures/postgresql-version-1.sql";

    @Override
    DataSource emptyDatabase() throws SQLException {
        return PostgresServer.newSchema();
    }

    @Override
    void restoreFixture(DataSource empty) throws SQLException, IOException {
        try (InputStream script = PostgresStoredRowsIT.class.getResourceAsStream(FIXTURE)) {
            Rows.execute(empty, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
