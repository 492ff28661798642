package dev.collab4j.it.monitoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard's file. */
final class Dashboard {

    /** For {@code $__rate_interval}: ten scrapes of the test. */
    static final String WINDOW = "10s";

    private static final Path FILE = Path.of("../docs/monitoring/collab-dashboard.json");

    private final JsonNode json = JsonMapper.builder().build().readTree(FILE);

    JsonNode json() {
        return json;
    }

    /** All panels but the rows. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        json.path("panels").forEach(panel -> {
            if (!panel.path("type").asString().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    /** What the panels ask for an instance. */
    List<String> expressions(String instance) {
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                expressions.add(target.path("expr")
                        .asString()
                        .replace("$__rate_interval", WINDOW)
                        .replace("$job", "collab")
                        .replace("$instance", instance));
            }
        }
        return expressions;
    }
}
