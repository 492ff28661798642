package dev.collab4j.it.monitoring;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** An alert as Prometheus has read it. */
record Alert(String name, String expression, String severity, String summary, String description, String runbook) {

    /** Where they are. */
    static final Path RULES =
            Path.of("../docs/monitoring/alerts.yml").toAbsolutePath().normalize();

    private static final Pattern THRESHOLD = Pattern.compile(" *(>|<|==) *[-0-9.* ]+$");

    static Alert of(JsonNode rule) {
        JsonNode annotations = rule.path("annotations");
        return new Alert(
                rule.path("name").asString(),
                rule.path("query").asString(),
                rule.path("labels").path("severity").asString(""),
                annotations.path("summary").asString(""),
                annotations.path("description").asString(""),
                annotations.path("runbook").asString(""));
    }

    /** What it compares with its thresholds. */
    List<String> compared() {
        return Arrays.stream(expression.split("\\s+and\\s+"))
                .map(side -> THRESHOLD.matcher(side).replaceFirst(""))
                .toList();
    }

    /** The rules with windows of seconds in place of minutes, so that a test needn't wait. */
    static String hurried(String rules) {
        return rules.replaceAll("\\[\\d+m]", "[" + Dashboard.WINDOW + "]").replaceAll("for: \\d+m", "for: 1s");
    }
}
