package dev.collab4j.it.durability;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that refuses, hangs or is slow for a while: a data source in front of that of the real one. What is under way when it
 * begins to refuse or to hang ends without an answer, every other time after it was committed.
 */
final class FaultyDatabase {

    enum Fault {
        NONE,
        /** No connections, and those that are there break. */
        REFUSES,
        /** Nobody gets an answer, for as long as it lasts. */
        HANGS,
        /** A commit takes 5 s. */
        SLOW
    }

    private static final long SLOW_NANOS = Duration.ofSeconds(5).toNanos();
    /** SQLSTATE of a connection that can't be had, and of one that breaks. */
    private static final String CANNOT_CONNECT = "08001";

    private static final String BROKEN = "08006";

    private final DataSource real;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    FaultyDatabase(DataSource real) {
        this.real = real;
    }

    void set(Fault now) {
        lock.lock();
        try {
            fault = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many transactions were committed without an answer. */
    int unanswered() {
        return unanswered.get();
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (method, args) -> method.getName().equals("getConnection") ? connect() : method.invoke(real, args));
    }

    private Connection connect() throws SQLException {
        if (fault == Fault.REFUSES) {
            throw new SQLException("refused, as the test wants", CANNOT_CONNECT);
        }
        awaitEndOf(Fault.HANGS, Long.MAX_VALUE);
        Connection connection = real.getConnection();
        return proxy(Connection.class, (method, args) -> {
            if (method.getName().equals("commit")) {
                commit(connection);
                return null;
            }
            return method.invoke(connection, args);
        });
    }

    private void commit(Connection connection) throws SQLException {
        awaitEndOf(Fault.SLOW, SLOW_NANOS);
        if (fault == Fault.REFUSES || fault == Fault.HANGS) {
            commitOrNot(connection);
            awaitEndOf(Fault.HANGS, Long.MAX_VALUE);
            throw new SQLException("the connection broke, as the test wants", BROKEN);
        }
        connection.commit();
    }

    private void commitOrNot(Connection connection) throws SQLException {
        if (broken.incrementAndGet() % 2 == 0) {
            connection.commit();
            unanswered.incrementAndGet();
        }
    }

    private void awaitEndOf(Fault which, long nanos) throws SQLException {
        lock.lock();
        try {
            for (long left = nanos; fault == which && left > 0; ) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", BROKEN, e);
        } finally {
            lock.unlock();
        }
    }

    private interface Call {
        @Nullable
        Object run(Method method, Object @Nullable [] args) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            try {
                return call.run(method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
