package dev.collab4j.it.transport;

import dev.collab4j.testkit.TransportContract;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prints the tests of a contract that fail, for planted-transport.sh: the class, and a pattern of names. */
final class Contract {

    private final Class<?> type;

    private Contract(Class<?> type) {
        this.type = type;
    }

    public static void main(String[] args) throws Exception {
        Contract contract = new Contract(Class.forName(args[0]));
        System.out.println("fails: " + String.join(" ", contract.failing(args[1])));
        System.exit(0); // also if a broken transport has left threads
    }

    private List<String> failing(String pattern) throws Exception {
        Map<?, ?> exceptions = (Map<?, ?>) call(declared(type, "exceptions"), instance());
        return Arrays.stream(TransportContract.class.getDeclaredMethods())
                .filter(test -> test.isAnnotationPresent(Test.class))
                .filter(test -> test.getName().matches(pattern) && !exceptions.containsKey(test.getName()))
                .filter(test -> !passes(test))
                .map(Method::getName)
                .sorted()
                .toList();
    }

    private boolean passes(Method test) {
        try {
            Object contract = instance();
            try {
                call(test, contract);
            } finally {
                call(stop(), contract);
            }
            return true;
        } catch (InvocationTargetException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Object instance() throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Method stop() {
        return Arrays.stream(TransportContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(AfterEach.class))
                .findFirst()
                .orElseThrow();
    }

    private static Method declared(Class<?> type, String name) throws NoSuchMethodException {
        return type.getDeclaredMethod(name);
    }

    private static Object call(Method method, Object target) throws ReflectiveOperationException {
        method.setAccessible(true);
        return method.invoke(target);
    }
}
