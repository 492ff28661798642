package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are refused, and what is known of a transport that is closed. */
class BuilderTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theAddressIsKnownAfterTheClose(boolean nativeAllowed) {
        NettyTransport transport =
                NettyTransport.builder().nativeAllowed(nativeAllowed).threads(1).start();
        transport.close();
        assertThat(transport.port()).isPositive();
        assertThat(transport.address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void timesHaveARange() {
        NettyTransport.Builder builder = NettyTransport.builder();
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(Long.MAX_VALUE)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.handshakeTimeout(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.pingInterval(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.closeTimeout(wrong));
        }
        builder.handshakeTimeout(Duration.ofMillis(1))
                .pingInterval(Duration.ofDays(1))
                .start()
                .close();
    }

    @Test
    void waterMarksAreInOrder() {
        NettyTransport.Builder builder = NettyTransport.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.waterMarks(5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.waterMarks(-1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.waterMarks(5, Integer.MIN_VALUE));
    }
}
