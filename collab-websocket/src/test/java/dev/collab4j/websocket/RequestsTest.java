package dev.collab4j.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.transport.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

    private final Map<String, Object> answers = new HashMap<>(Map.of(
            "isSecure", true,
            "getRemoteAddr", "192.0.2.7",
            "getContextPath", "",
            "getServletPath", "/y",
            "getRequestURI", "/y/a",
            "getHeaderNames", Collections.enumeration(List.of())));

    private Handshake handshake() {
        return Requests.handshake((HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    @Test
    void whoHasLoggedInIsToldAndWhatTheContainerKnows() {
        Principal somebody = () -> "somebody";
        answers.put("getUserPrincipal", somebody);
        Handshake handshake = handshake();
        assertThat(handshake.principal()).isSameAs(somebody);
        assertThat(handshake.secure()).isTrue();
        assertThat(handshake.remoteAddress()).isEqualTo("192.0.2.7");
        assertThat(handshake.query()).isNull();
    }

    /** The container says decoded what the servlet is mapped to. */
    @ParameterizedTest
    @CsvSource({
        "'', /y, /y/a/b, a/b",
        "/app, /y, /app/y/a%20b, a%20b",
        "/app, /y, /%61pp/%79/a, a",
        "'', /hocuspocus, /hocuspocus, ''",
        "'', '', /a, a",
        "'', /y, /y/, ''",
        "'', /y, /y//a, /a"
    })
    void theSubPathIsTheRawRest(String context, String servlet, String path, String subPath) {
        answers.put("getContextPath", context);
        answers.put("getServletPath", servlet);
        answers.put("getRequestURI", path);
        assertThat(handshake().path()).isEqualTo(path);
        assertThat(handshake().subPath()).isEqualTo(subPath);
    }
}
