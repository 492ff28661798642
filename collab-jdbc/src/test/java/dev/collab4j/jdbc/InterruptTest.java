package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts end a call early and damage nothing (S20). */
class InterruptTest {

    private static final int APPENDS = 300;

    @TempDir
    Path dir;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private JdbcConnectionPool pool;
    private JdbcDocumentStore store;

    @BeforeEach
    void open() {
        pool = H2.pool(H2.fileUrl(dir));
        store = JdbcDocumentStore.builder(pool).build();
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void anInterruptedThreadDoesNotBegin() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.append(List.of(Collected.update("d", 0, 1, "a"))))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Collected.of(store, "d").updates).isEmpty();
    }

    @Test
    void interruptsAtAnyMomentLoseNothing() throws InterruptedException {
        Set<String> returned = ConcurrentHashMap.newKeySet();
        Thread appender = new Thread(() -> appendAll(returned), "appender");
        appender.start();
        for (int i = 0; appender.isAlive(); i++) {
            appender.interrupt();
            LockSupport.parkNanos(i % 7 * 100_000L);
        }
        appender.join();
        assertThat(returned).isNotEmpty();
        pool.dispose();
        open();
        assertThat(Collected.of(store, "d").texts()).containsAll(returned).doesNotHaveDuplicates();
    }

    /** With H2's default channel; what it costs is in the package's documentation. */
    @Test
    void aDatabaseThatAnInterruptHasClosedIsSaidAndOpensAgain() throws InterruptedException {
        pool.dispose();
        pool = H2.pool("jdbc:h2:" + dir.resolve("default") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE");
        store = JdbcDocumentStore.builder(pool).build();
        Set<String> returned = ConcurrentHashMap.newKeySet();
        Thread appender = new Thread(() -> appendAll(returned), "appender");
        appender.start();
        while (!said("closed") && appender.isAlive()) {
            appender.interrupt();
            LockSupport.parkNanos(100_000);
        }
        appender.join();
        assertThat(said("The database has been closed")).isTrue();
        assertThat(returned).hasSize(APPENDS);
        assertThat(Collected.of(store, "d").texts()).containsAll(returned).doesNotHaveDuplicates();
        assertThat(store.check()).isEqualTo(Health.up());
    }

    private boolean said(String what) {
        return failures.stream().anyMatch(message -> message.contains(what));
    }

    private void appendAll(Set<String> returned) {
        for (int i = 1; i <= APPENDS; ) {
            Thread.interrupted();
            try {
                store.append(List.of(Collected.update("d", 0, i, "u" + i)));
                returned.add("u" + i);
                i++;
            } catch (StorageException e) {
                assertThat(e.kind()).isEqualTo(Kind.TRANSIENT); // the same id again, as the contract says
                failures.add(String.valueOf(e.getMessage()));
            }
        }
    }
}
