package dev.collab4j.jdbc;

import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions: borrows a connection, sets it up and gives it back as it was, commits or rolls back, and repeats
 * what a deadlock or a lost race has ended. Thread-safe.
 */
final class Transactions {

    private static final int MAX_REPETITIONS = 3;
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DataSource dataSource;
    private final Dialect dialect;
    private final Statements statements;
    private final Duration timeout;
    private final Semaphore permits;
    private final Semaphore writers;

    Transactions(DataSource dataSource, Dialect dialect, Statements statements, Duration timeout, int maxConnections) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.statements = statements;
        this.timeout = timeout;
        this.permits = new Semaphore(maxConnections);
        this.writers = new Semaphore(dialect.maxWriters(maxConnections));
    }

    /** What is done in a transaction. */
    interface Work<T> {
        T run(Session session) throws SQLException;

        /** Whether it may run again from its start. */
        default boolean isRepeatable() {
            return true;
        }
    }

    /** Runs work, again if that is worth it. */
    <T> T write(@Nullable String document, Work<T> work) {
        for (int repetition = 0; ; repetition++) {
            try {
                return asWriter(document, work);
            } catch (SQLException e) {
                if (repetition == MAX_REPETITIONS || !work.isRepeatable() || !dialect.isWorthRepeating(e)) {
                    throw Failures.of(document, e);
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MAX_PAUSE_NANOS));
            }
        }
    }

    /** Runs work that only reads, all of it as of one moment, once. */
    <T> T read(@Nullable String document, Work<T> work) {
        try {
            return once(document, Isolation.SNAPSHOT, work);
        } catch (SQLException e) {
            throw Failures.of(document, e);
        }
    }

    private <T> T asWriter(@Nullable String document, Work<T> work) throws SQLException {
        acquire(writers, document);
        try {
            return once(document, Isolation.READ_COMMITTED, work);
        } finally {
            writers.release();
        }
    }

    private <T> T once(@Nullable String document, Isolation isolation, Work<T> work) throws SQLException {
        acquire(permits, document);
        try (Connection connection = Failures.connect(dataSource, document);
                var setup = ConnectionSetup.of(connection, dialect, isolation, timeout)) {
            return committed(setup.connection(), work);
        } finally {
            permits.release();
        }
    }

    private void acquire(Semaphore semaphore, @Nullable String document) {
        if (Thread.currentThread().isInterrupted()) {
            throw Failures.interrupted(document);
        }
        try {
            if (!semaphore.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StorageException(Kind.OVERLOADED, document, "no connection was free within " + timeout);
            }
        } catch (InterruptedException e) {
            throw Failures.interrupted(document);
        }
    }

    private <T> T committed(Connection connection, Work<T> work) throws SQLException {
        try (Session session = new Session(connection, statements)) {
            T result = work.run(session);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
