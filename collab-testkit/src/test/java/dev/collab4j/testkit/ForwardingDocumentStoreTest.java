package dev.collab4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.storage.DocumentStore;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForwardingDocumentStoreTest {

    private final List<Object> calls = new ArrayList<>();
    private final DocumentStore target = (DocumentStore) Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(), new Class<?>[] {DocumentStore.class}, (proxy, method, args) -> {
                calls.add(List.of(method.getName(), args == null ? List.of() : Arrays.asList(args)));
                return anyOf(method.getReturnType());
            });

    /** Also those that come to the interface one day. */
    @Test
    void everyCallGoesToTheOtherStoreAsItIs() throws ReflectiveOperationException {
        DocumentStore forwarding = new ForwardingDocumentStore(target) {};
        for (Method method : DocumentStore.class.getMethods()) {
            if (method.getName().equals("blocks")) {
                assertThat(method.invoke(forwarding)).as("a subclass may wait").isEqualTo(true);
                continue;
            }
            List<@Nullable Object> arguments = new ArrayList<>();
            for (Class<?> type : method.getParameterTypes()) {
                arguments.add(anyOf(type));
            }
            calls.clear();
            Object result = method.invoke(forwarding, arguments.toArray());
            assertThat(calls).containsExactly(List.of(method.getName(), arguments));
            assertThat(result).isEqualTo(anyOf(method.getReturnType()));
        }
    }

    private static @Nullable Object anyOf(Class<?> type) {
        if (type == String.class) {
            return "a name";
        } else if (type == boolean.class) {
            return true;
        } else if (type == int.class) {
            return 1;
        }
        return type == long.class ? 2L : null;
    }
}
