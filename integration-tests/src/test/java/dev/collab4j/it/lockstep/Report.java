package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Json;
import java.util.List;

/** What a developer needs for a history in which Java and Yjs differ. */
final class Report {
    private static final int MAX_LINE = 2000;

    private final Comparison comparison;

    Report(Comparison comparison) {
        this.comparison = comparison;
    }

    String of(History history, int step) {
        StringBuilder text = new StringBuilder();
        text.append("history ")
                .append(history.seed())
                .append(" differs from Yjs at step ")
                .append(step)
                .append('\n');
        text.append("again: mvn -ntp -pl integration-tests verify -Dit.test=LockStepIT -Dcollab.lockstep.only=")
                .append(history.seed())
                .append('\n');
        if (step == history.steps().size()) {
            return text.append("the replicas differ in the end").toString();
        }
        appendShortest(text, new Shrinker(comparison::differs).shrink(history, step));
        return text.toString();
    }

    private void appendShortest(StringBuilder text, History shortest) {
        text.append("replicas ").append(Json.write(shortest.replicas())).append('\n');
        for (Fields each : shortest.steps()) {
            text.append("  ").append(Json.write(each)).append('\n');
        }
        int step = comparison.differingStep(shortest);
        if (step < 0) {
            text.append("no difference when it is played again");
            return;
        }
        appendDifference(text, Records.detail(shortest, step), comparison.theirDetail(shortest, step));
    }

    private static void appendDifference(StringBuilder text, List<String> ours, List<String> theirs) {
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            String our = i < ours.size() ? ours.get(i) : "(none)";
            String their = i < theirs.size() ? theirs.get(i) : "(none)";
            if (!our.equals(their)) {
                text.append("Yjs:  ")
                        .append(cut(their))
                        .append("\nJava: ")
                        .append(cut(our))
                        .append('\n');
            }
        }
    }

    private static String cut(String line) {
        return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "... (" + line.length() + ")";
    }
}
