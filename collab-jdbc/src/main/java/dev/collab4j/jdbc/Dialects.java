package dev.collab4j.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;

/** The databases that are supported. */
final class Dialects {

    private static final List<Dialect> ALL = List.of(new H2Dialect(), new PostgresDialect());

    private Dialects() {}

    /** The dialect of a database; throws {@link IllegalStateException} if there is none, or the database is too old. */
    static Dialect of(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        for (Dialect dialect : ALL) {
            if (dialect.product().equals(product)) {
                checkVersion(dialect, database.getDatabaseMajorVersion(), database.getDatabaseMinorVersion());
                return dialect;
            }
        }
        List<String> known = ALL.stream().map(Dialect::product).toList();
        throw new IllegalStateException(product + " is not supported, " + String.join(" and ", known) + " are");
    }

    private static void checkVersion(Dialect dialect, int major, int minor) {
        int first = dialect.firstMajor();
        if (major < first || (major == first && minor < dialect.firstMinor())) {
            throw new IllegalStateException(dialect.product() + " " + major + "." + minor + " is not supported, "
                    + first + "." + dialect.firstMinor() + " or later is");
        }
    }
}
