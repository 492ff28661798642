package dev.collab4j.testkit.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups of bars, one for each algorithm. */
final class BarPlot {
    private static final double GAP = 14;
    private static final double LINE = 16;

    private final String title;
    private final Set<String> algorithms = new LinkedHashSet<>();
    private final Map<String, Map<String, Double>> groups = new LinkedHashMap<>();

    BarPlot(String title) {
        this.title = title;
    }

    void add(String group, String algorithm, double value) {
        algorithms.add(algorithm);
        groups.computeIfAbsent(group, each -> new LinkedHashMap<>()).put(algorithm, value);
    }

    String toSvg() {
        Svg svg = new Svg();
        double max = groups.values().stream()
                .flatMap(values -> values.values().stream())
                .max(Double::compare)
                .orElse(1.0);
        Frame frame = new Frame(svg, title, max, List.copyOf(algorithms));
        double width = (Frame.RIGHT - Frame.LEFT) / Math.max(1, groups.size());
        double x = Frame.LEFT;
        for (Map.Entry<String, Map<String, Double>> group : groups.entrySet()) {
            drawName(svg, group.getKey(), x + width / 2);
            drawBars(svg, frame, group.getValue(), x + GAP / 2, (width - GAP) / algorithms.size());
            x += width;
        }
        return svg.toString();
    }

    /** A word a line, as groups are narrow. */
    private static void drawName(Svg svg, String name, double middle) {
        double y = Frame.BOTTOM + LINE;
        for (String word : List.of(name.split(" ", -1))) {
            svg.text(middle, y, "middle", word);
            y += LINE;
        }
    }

    private void drawBars(Svg svg, Frame frame, Map<String, Double> values, double start, double width) {
        int bar = 0;
        for (String algorithm : algorithms) {
            double y = frame.y(values.getOrDefault(algorithm, 0.0));
            svg.rectangle(start + bar * width, y, width, Frame.BOTTOM - y, Svg.colour(bar));
            bar++;
        }
    }
}
