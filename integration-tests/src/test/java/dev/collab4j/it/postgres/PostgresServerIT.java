package dev.collab4j.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stranger's machine may lack is said in one line. */
class PostgresServerIT {

    @Test
    void userNamespacesForRoot() {
        assumeTrue(PostgresServer.isRoot(), "only root needs them");
        assertThat(PostgresServer.problemOfRoot(List.of("false")))
                .isEqualTo("PostgreSQL can't start as root here (user namespaces closed): use another user");
        assertThat(PostgresServer.problemOfRoot(List.of("no-such-program"))).isNotNull();
    }
}
