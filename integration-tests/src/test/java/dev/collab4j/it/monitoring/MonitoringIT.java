package dev.collab4j.it.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.collab4j.it.durability.Crowd;
import dev.collab4j.it.editor.EditorProcess;
import dev.collab4j.it.host.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;

/** A real Prometheus reads the example under load, and hubs where something goes wrong. */
class MonitoringIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("collab.monitoring.seed", System.nanoTime());
    private static final int CLIENTS = 16;
    private static final int ROOMS = 2;
    private static final Set<String> NEVER_OF_A_SOUND_SERVER = Set.of(
            "CollabDown",
            "CollabBreakerOpen",
            "CollabNotSaving",
            "CollabUnsavedHigh",
            "CollabReadOnly",
            "CollabStoreFails");

    private final Path work = Folders.empty("monitoring");

    @Test
    void everyExpressionReturnsDataUnderLoad() throws Exception {
        Prometheus.require();
        System.out.println("A crowd is watched, seed " + SEED);
        try (EditorProcess editor = EditorProcess.startWatched(work.resolve("data"));
                Prometheus prometheus = start(Map.of("editor", editor.managementPort()));
                Crowd crowd = Crowd.of(CLIENTS, ROOMS).start(editor.port(), SEED, work, "crowd")) {
            Set<String> silent = new TreeSet<>(new Dashboard().expressions("editor"));
            prometheus.alerts().forEach(alert -> silent.addAll(alert.compared()));
            int all = silent.size();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                silent.removeIf(expression -> hasData(prometheus, expression));
                assertThat(silent).as("expressions without data").isEmpty();
            });
            System.out.println(all + " expressions return data");
            assertThat(firing(prometheus))
                    .doesNotContainAnyElementsOf(NEVER_OF_A_SOUND_SERVER.stream()
                            .map(alert -> alert + " editor")
                            .toList());
            editor.kill();
            await().atMost(PATIENCE).until(() -> firing(prometheus).contains("CollabDown editor"));
        }
    }

    private Prometheus start(Map<String, Integer> targets) throws IOException {
        Path folder = Files.createDirectories(work.resolve("prometheus"));
        Prometheus prometheus = Prometheus.start(folder, Alert.hurried(Files.readString(Alert.RULES)), targets);
        await().atMost(PATIENCE).until(prometheus::isReady);
        await().atMost(PATIENCE).until(() -> query(prometheus, "up == 1").size() == targets.size());
        return prometheus;
    }

    private static boolean hasData(Prometheus prometheus, String expression) {
        try {
            return prometheus.hasData(expression);
        } catch (IOException e) {
            throw new AssertionError(expression, e);
        }
    }

    private static Set<String> firing(Prometheus prometheus) {
        Set<String> firing = new TreeSet<>();
        query(prometheus, "ALERTS{alertstate=\"firing\"}").forEach(alert -> {
            JsonNode labels = alert.path("metric");
            firing.add(labels.path("alertname").asString() + " "
                    + labels.path("instance").asString());
        });
        return firing;
    }

    private static JsonNode query(Prometheus prometheus, String expression) {
        try {
            return prometheus.query(expression);
        } catch (IOException e) {
            throw new AssertionError(expression, e);
        }
    }

    @Test
    void everyAlertFiresWhenItHasTo() throws Exception {
        Prometheus.require();
        Map<String, Incident> incidents = new LinkedHashMap<>();
        try {
            incidents.put("failing", new FailingStore());
            incidents.put("hanging", new HangingCalls());
            incidents.put("slow", new SlowServer());
            incidents.put("rude", new RudeClients());
            incidents.put("small", SmallProcess.start());
            try (Prometheus prometheus = start(ports(incidents))) {
                assertAllFire(prometheus, incidents);
            }
        } finally {
            incidents.values().forEach(Incident::close);
        }
    }

    private static Map<String, Integer> ports(Map<String, Incident> incidents) {
        return incidents.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, incident -> incident.getValue().port()));
    }

    private static void assertAllFire(Prometheus prometheus, Map<String, Incident> incidents) throws IOException {
        Set<String> expected = new TreeSet<>();
        incidents.forEach(
                (instance, incident) -> incident.alerts().forEach(alert -> expected.add(alert + " " + instance)));
        assertThat(names(prometheus)).isEqualTo(alertsOf(incidents));
        Set<String> seen = new TreeSet<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            incidents.values().forEach(Incident::keepUp);
            seen.addAll(firing(prometheus));
            assertThat(seen).containsAll(expected);
        });
        System.out.println("Alerts that fire: " + seen);
    }

    private static Set<String> names(Prometheus prometheus) throws IOException {
        return prometheus.alerts().stream().map(Alert::name).collect(Collectors.toSet());
    }

    /** CollabDown is what the other test has. */
    private static Set<String> alertsOf(Map<String, Incident> incidents) {
        Set<String> alerts = new TreeSet<>(Set.of("CollabDown"));
        incidents.values().forEach(incident -> alerts.addAll(incident.alerts()));
        return alerts;
    }

    @Test
    void rulesAndConfigurationAreValid() throws Exception {
        Prometheus.require();
        assertThat(Prometheus.tool(
                        "check",
                        "config",
                        Alert.RULES.resolveSibling("prometheus.yml").toString()))
                .contains("SUCCESS: 1 rule files found");
        Prometheus.tool("test", "rules", "src/test/resources/monitoring/alerts-test.yml");
    }

    @Test
    void everyAlertSaysWhatToDo() throws Exception {
        Prometheus.require();
        try (Prometheus prometheus = start(Map.of())) {
            List<String> page = Files.readAllLines(Alert.RULES.resolveSibling("README.md"));
            String tested = Files.readString(Path.of("src/test/resources/monitoring/alerts-test.yml"));
            for (Alert alert : prometheus.alerts()) {
                assertThat(alert.severity()).as(alert.name()).isIn("critical", "warning");
                assertThat(alert.summary()).as(alert.name()).contains("{{ $labels.instance }}");
                assertThat(alert.description()).as(alert.name()).endsWith(".");
                assertThat(alert.runbook())
                        .isEqualTo("docs/monitoring/README.md#" + alert.name().toLowerCase(Locale.ROOT));
                assertThat(page).contains("### " + alert.name());
                assertThat(tested).contains("alertname=\"" + alert.name() + "\"");
            }
        }
    }

    @Test
    void thatThereIsNoPrometheusIsSaidInOneLine() {
        Path nowhere = work.resolve("prometheus");
        String line = "There is no Prometheus at " + nowhere
                + ", dashboard and alerts are not tried: apt-get install prometheus (-Dcollab.prometheus=...)";
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> Prometheus.require(nowhere, false))
                .withMessage(line);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Prometheus.require(nowhere, true))
                .withMessage(line);
    }
}
