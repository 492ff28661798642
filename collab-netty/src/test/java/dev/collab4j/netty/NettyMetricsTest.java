package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.RawClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the transport refuses is counted where it belongs, and nowhere else. */
class NettyMetricsTest {

    private final NettyTransport transport = NettyTransport.builder()
            .handshakeTimeout(Duration.ofSeconds(1))
            .maxHandshakesPerAddress(2)
            .route("/y/*", new Recording())
            .start();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final List<RawClient> waiting = new ArrayList<>();

    NettyMetricsTest() {
        NettyMetrics.of(transport).bindTo(registry);
    }

    @AfterEach
    void close() throws IOException {
        for (RawClient client : waiting) {
            client.close();
        }
        transport.close();
    }

    @ParameterizedTest
    @EnumSource
    void isCounted(Refused why) throws IOException {
        try (RawClient client = cross(why)) {
            boolean open = true;
            while (open) { // the rest of an answer, then the end
                open = !client.isAtEnd();
            }
        }
        await().untilAsserted(() -> assertThat(refusals()).containsExactly(why.reason()));
    }

    private RawClient cross(Refused why) throws IOException {
        return switch (why) {
            case HANDSHAKE -> theThird();
            case HANDSHAKE_TIME -> RawClient.connect(transport.port());
            case HEADERS -> RawClient.open(transport.port(), "/y/a", "X-Long: " + "a".repeat(10_000));
            case REQUEST -> RawClient.open(transport.port(), "/y/a", "Content-Length: 5");
            case FRAMES -> textFrame();
        };
    }

    private RawClient theThird() throws IOException {
        waiting.add(RawClient.connect(transport.port()));
        waiting.add(RawClient.connect(transport.port()));
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> registry.get("collab.handshakes").gauge().value() == 2);
        return RawClient.connect(transport.port());
    }

    private RawClient textFrame() throws IOException {
        RawClient client = RawClient.open(transport.port(), "/y/a");
        client.frame(0x81, new byte[1]);
        assertThat(client.awaitCloseCode()).isEqualTo(1003);
        return client;
    }

    private Set<String> refusals() {
        return registry.get("collab.refusals").functionCounters().stream()
                .filter(counter -> counter.count() > 0)
                .map(counter -> String.valueOf(counter.getId().getTag("reason")))
                .collect(Collectors.toSet());
    }

    @Test
    void thePageListsAllOfThem() throws IOException {
        List<String> page = Files.readAllLines(Path.of("../docs/metrics.md"));
        Set<String> listed = page.stream()
                .filter(line -> line.startsWith("| `collab.") && line.contains("| transport |"))
                .map(NettyMetricsTest::row)
                .collect(Collectors.toSet());
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(registry.getMeters().stream()
                        .map(meter -> row(meter.getId()))
                        .collect(Collectors.toSet()));
    }

    private static String row(String line) {
        String[] cells = line.replace("`", "").split("\\|");
        return String.join(" ", cells[1].strip(), cells[3].strip(), cells[4].strip(), cells[5].strip())
                .strip();
    }

    private static String row(Meter.Id id) {
        String keys = id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(" "));
        return String.join(
                        " ",
                        id.getName(),
                        id.getType().name().toLowerCase(Locale.ROOT),
                        String.valueOf(id.getBaseUnit()),
                        keys)
                .strip();
    }

    @Test
    void everyReasonIsInTheTableOfThePage() throws IOException {
        String page = Files.readString(Path.of("../docs/security.md"));
        assertThat(Refused.values()).allSatisfy(why -> assertThat(page).contains("`" + why.reason() + "`"));
    }
}
