package dev.collab4j.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections remember their calls, and fail once where a test wants it. */
final class Tampered {

    /** What is done to each new connection. */
    interface Preparation {
        void prepare(Connection connection) throws SQLException;
    }

    private final DataSource origin;
    private final Preparation preparation;
    private final List<String> calls = new ArrayList<>();
    private @Nullable String failing;
    private @Nullable SQLException failure;
    private int @Nullable [] version;

    Tampered(DataSource origin, Preparation preparation) {
        this.origin = origin;
        this.preparation = preparation;
    }

    /** A data source that gives one and the same connection, which stays open. */
    static DataSource always(Connection connection) {
        Connection open = proxy(
                Connection.class,
                (method, args) -> method.getName().equals("close") ? null : method.invoke(connection, args));
        return proxy(DataSource.class, (method, args) -> open);
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, args) -> {
            Connection connection = origin.getConnection();
            preparation.prepare(connection);
            return connection(connection);
        });
    }

    void failAt(String method, SQLException with) {
        calls.clear();
        failing = method;
        failure = with;
    }

    void pretendVersion(int major, int minor) {
        version = new int[] {major, minor};
    }

    List<String> calls() {
        return calls;
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (method, args) -> {
            calls.add(method.getName() + described(args));
            SQLException now = method.getName().equals(failing) ? failure : null;
            if (now != null) {
                failure = null;
                throw now;
            }
            Object result = method.invoke(connection, args);
            return result instanceof DatabaseMetaData data && version != null ? metaData(data, version) : result;
        });
    }

    private static DatabaseMetaData metaData(DatabaseMetaData data, int[] version) {
        return proxy(DatabaseMetaData.class, (method, args) -> switch (method.getName()) {
            case "getDatabaseMajorVersion" -> version[0];
            case "getDatabaseMinorVersion" -> version[1];
            default -> method.invoke(data, args);
        });
    }

    private static String described(Object @Nullable [] args) {
        return args == null
                ? "()"
                : Arrays.stream(args).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
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
