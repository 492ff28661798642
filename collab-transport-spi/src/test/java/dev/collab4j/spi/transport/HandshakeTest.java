package dev.collab4j.spi.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandshakeTest {

    private final Handshake handshake = Handshake.builder("/y/a%20b", "a%20b")
            .query("token=secret")
            .header("Sec-WebSocket-Protocol", "one, two,,")
            .header("sec-websocket-protocol", "three")
            .build();

    @Test
    void headersIgnoreCase() {
        assertThat(handshake.header("SEC-WEBSOCKET-PROTOCOL")).isEqualTo("one, two,,");
        assertThat(handshake.header("Origin")).isNull();
    }

    @Test
    void subprotocolsKeepTheirOrder() {
        assertThat(handshake.subprotocols()).containsExactly("one", "two", "three");
    }

    @Test
    void printsNoToken() {
        assertThat(handshake.toString()).contains("/y/a%20b").doesNotContain("secret");
    }

    @Test
    void saysHowLargeItsHeadersAre() {
        Handshake handshake = Handshake.builder("/y", "")
                .header("Host", "a.org")
                .header("Cookie", "a=b")
                .header("Cookie", "c")
                .build();
        assertThat(handshake.headerBytes()).isEqualTo(9 + 9 + 7);
    }
}
