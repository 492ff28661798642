package dev.collab4j.testkit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A line for each algorithm, over a logarithmic scale. */
final class LinePlot {
    private final String title;
    private final String unit;
    private final Map<String, List<Point>> lines = new LinkedHashMap<>();

    private record Point(double x, double y) {}

    LinePlot(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    void add(String algorithm, double x, double y) {
        lines.computeIfAbsent(algorithm, each -> new ArrayList<>()).add(new Point(x, y));
    }

    String toSvg() {
        Svg svg = new Svg();
        List<Point> all = lines.values().stream().flatMap(List::stream).toList();
        double max = all.stream().mapToDouble(Point::y).max().orElse(1);
        Frame frame = new Frame(svg, title, max, List.copyOf(lines.keySet()));
        NavigableSet<Double> places = new TreeSet<>(all.stream().map(Point::x).toList());
        places.forEach(x -> svg.text(x(places, x), Frame.BOTTOM + 18, "middle", String.valueOf(Math.round(x))));
        svg.text((Frame.LEFT + Frame.RIGHT) / 2, Frame.BOTTOM + 38, "middle", unit);
        int colour = 0;
        for (List<Point> line : lines.values()) {
            draw(svg, frame, places, line, Svg.colour(colour++));
        }
        return svg.toString();
    }

    private static void draw(Svg svg, Frame frame, NavigableSet<Double> places, List<Point> line, String colour) {
        for (int i = 0; i < line.size(); i++) {
            Point point = line.get(i);
            svg.dot(x(places, point.x), frame.y(point.y), colour);
            if (i > 0) {
                Point last = line.get(i - 1);
                svg.line(x(places, last.x), frame.y(last.y), x(places, point.x), frame.y(point.y), colour);
            }
        }
    }

    private static double x(NavigableSet<Double> places, double x) {
        double low = Math.log(places.first());
        double high = Math.log(places.last());
        double margin = 20;
        return high == low
                ? (Frame.LEFT + Frame.RIGHT) / 2
                : Frame.LEFT + margin + (Math.log(x) - low) / (high - low) * (Frame.RIGHT - Frame.LEFT - 2 * margin);
    }
}
