package dev.collab4j.core.awareness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.lib0.JsJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Replays what integration-tests/vectors/awareness-vectors.mjs did with the real y-protocols. */
class AwarenessVectorsTest {
    private static final long OWN = 7;

    private final List<Object> events = new ArrayList<>();
    private long now;
    private Awareness awareness = new Awareness(OWN);

    @Test
    void doesWhatTheRealOneDoes() throws IOException {
        int step = 0;
        for (String line : lines()) {
            Map<?, ?> expected = (Map<?, ?>) Objects.requireNonNull(JsJson.parse(line));
            events.clear();
            now = (Long) expected.get("now");
            perform(expected);
            assertThat(events).as("step %d: %s", ++step, line).isEqualTo(expected.get("events"));
            assertThat(hex(awareness.encodeAll())).as(line).isEqualTo(expected.get("all"));
            assertThat(hex(awareness.encode(clients(expected)))).as(line).isEqualTo(expected.get("known"));
        }
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = AwarenessVectorsTest.class.getResourceAsStream("/vectors/awareness.txt")) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    private static List<Long> clients(Map<?, ?> expected) {
        return update((String) expected.get("known")).entries().stream()
                .map(AwarenessUpdate.Entry::clientId)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private void perform(Map<?, ?> step) {
        switch ((String) step.get("op")) {
            case "new" -> start();
            case "local" -> awareness.setLocalState((Map<String, ?>) JsJson.parse((String) step.get("json")));
            case "field" -> awareness.setLocalStateField("field", step.get("value"));
            case "remove" -> awareness.removeStates((List<Long>) step.get("clients"), "gone");
            case "tick" -> awareness.tick();
            case "apply" -> awareness.apply(update((String) step.get("update")), "peer");
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private void start() {
        InstantSource time = () -> Instant.ofEpochMilli(now);
        awareness = new Awareness(OWN, time);
        awareness.onUpdate(change -> log("update", change));
        awareness.onChange(change -> log("change", change));
    }

    private void log(String name, AwarenessChange change) {
        events.add(Arrays.asList(name, change.added(), change.updated(), change.removed(), change.origin()));
    }

    private static AwarenessUpdate update(String hex) {
        return AwarenessUpdate.decode(HexFormat.of().parseHex(hex));
    }

    private static String hex(AwarenessUpdate update) {
        return HexFormat.of().formatHex(update.encode());
    }
}
