package dev.collab4j.it.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The dashboard's file is what Grafana reads, as far as that can be said without one. */
class DashboardIT {

    private static final int COLUMNS = 24;
    private static final int FIRST_SCHEMA_OF_GRAFANA_11 = 39;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    private final Dashboard dashboard = new Dashboard();

    static List<Named<JsonNode>> panels() {
        return new Dashboard()
                .panels().stream()
                        .map(panel -> Named.of(panel.path("title").asString(), panel))
                        .toList();
    }

    /** A cell of the grid. */
    private record Cell(int x, int y) {}

    @Test
    void itIsOfGrafana11() {
        JsonNode json = dashboard.json();
        assertThat(json.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(FIRST_SCHEMA_OF_GRAFANA_11);
        assertThat(json.path("title").asString()).isEqualTo("Collab");
        assertThat(json.path("uid").asString()).matches("[a-zA-Z0-9_-]{1,40}");
        assertThat(json.has("id")).as("an id belongs to one Grafana").isFalse();
    }

    @Test
    void idsAreUnique() {
        List<Integer> ids = new ArrayList<>();
        dashboard
                .json()
                .path("panels")
                .forEach(panel -> ids.add(panel.path("id").asInt()));
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id > 0);
    }

    @Test
    void panelsLieSideBySide() {
        Set<Cell> taken = new HashSet<>();
        for (JsonNode panel : dashboard.json().path("panels")) {
            JsonNode at = panel.path("gridPos");
            int right = at.path("x").asInt() + at.path("w").asInt();
            int bottom = at.path("y").asInt() + at.path("h").asInt();
            assertThat(right).as("%s", panel.path("title")).isBetween(1, COLUMNS);
            for (int x = at.path("x").asInt(); x < right; x++) {
                for (int y = at.path("y").asInt(); y < bottom; y++) {
                    assertThat(taken.add(new Cell(x, y)))
                            .as("%s at %d, %d", panel.path("title"), x, y)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void aPanelSaysWhatItShows(JsonNode panel) {
        assertThat(panel.path("title").asString()).isNotBlank();
        assertThat(panel.path("description").asString()).endsWith(".");
        assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString())
                .isNotBlank();
        assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${DS_PROMETHEUS}");
        List<String> references = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            references.add(target.path("refId").asString());
            assertThat(target.path("datasource").path("uid").asString()).isEqualTo("${DS_PROMETHEUS}");
            assertThat(target.path("expr").asString()).contains("job=\"$job\"", "instance=~\"$instance\"");
        }
        assertThat(references).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Z]"));
    }

    @Test
    void variablesAreDeclared() {
        Set<String> declared = new HashSet<>();
        dashboard
                .json()
                .path("templating")
                .path("list")
                .forEach(variable -> declared.add(variable.path("name").asString()));
        Set<String> used = VARIABLE.matcher(dashboard.json().toString())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(declared);
    }
}
