package dev.collab4j.load.report;

import dev.collab4j.load.report.Result.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A series of several runs, as lines in one picture. */
final class Plot {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final int GAP = 8;
    /** Above that, points would hide the line. */
    private static final int MAX_DOTS = 40;

    private static final String BY = " by ";

    private final String name;
    private final Map<Integer, List<Point>> lines;
    private final Axis x;
    private final Axis y;

    /**
     * A picture.
     *
     * @param name what it shows: y by x
     * @param lines the points of each run, by the color of its server
     */
    Plot(String name, Map<Integer, List<Point>> lines) {
        this.name = name;
        this.lines = lines;
        this.x = title(false).equals("percentile") ? Axis.ofPercentiles() : Axis.of(all(Point::x));
        this.y = Axis.of(all(Point::y));
    }

    private List<Double> all(ToDoubleFunction<Point> coordinate) {
        return lines.values().stream()
                .flatMap(List::stream)
                .map(coordinate::applyAsDouble)
                .toList();
    }

    private String title(boolean ofY) {
        int by = name.lastIndexOf(BY);
        return ofY ? name.substring(0, by) : name.substring(by + BY.length());
    }

    void write(Markup out) {
        out.open("figure").element("figcaption", name);
        out.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", name);
        x.ticks().forEach(tick -> writeX(out, tick));
        y.ticks().forEach(tick -> writeY(out, tick));
        out.element("text", title(false), "class", "axis", "x", (LEFT + WIDTH - RIGHT) / 2, "y", HEIGHT - 6);
        lines.forEach((color, points) -> writeLine(out, color, points));
        out.close().close();
    }

    private void writeX(Markup out, Axis.Tick tick) {
        double at = LEFT + tick.place() * (WIDTH - LEFT - RIGHT);
        grid(out, at, TOP, at, HEIGHT - BOTTOM);
        out.element("text", tick.label(), "class", "axis", "x", number(at), "y", HEIGHT - BOTTOM + 2 * GAP);
    }

    private void writeY(Markup out, Axis.Tick tick) {
        double at = HEIGHT - BOTTOM - tick.place() * (HEIGHT - TOP - BOTTOM);
        grid(out, LEFT, at, WIDTH - RIGHT, at);
        out.element("text", tick.label(), "class", "value", "x", LEFT - GAP, "y", number(at + 4));
    }

    private static void grid(Markup out, double x1, double y1, double x2, double y2) {
        out.open("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2))
                .close();
    }

    private void writeLine(Markup out, int color, List<Point> points) {
        List<Point> inOrder =
                points.stream().sorted((a, b) -> Double.compare(a.x(), b.x())).toList();
        StringBuilder path = new StringBuilder();
        for (Point point : inOrder) {
            path.append(number(left(point)))
                    .append(',')
                    .append(number(top(point)))
                    .append(' ');
        }
        out.open("polyline", "class", "c" + color, "points", path.toString().trim())
                .close();
        if (points.size() <= MAX_DOTS) {
            inOrder.forEach(point -> writeDot(out, color, point));
        }
    }

    private void writeDot(Markup out, int color, Point point) {
        out.open("circle", "class", "c" + color, "cx", number(left(point)), "cy", number(top(point)), "r", 3);
        out.element("title", Axis.number(point.x()) + ": " + Axis.number(point.y()))
                .close();
    }

    private double left(Point point) {
        return LEFT + x.place(point.x()) * (WIDTH - LEFT - RIGHT);
    }

    private double top(Point point) {
        return HEIGHT - BOTTOM - y.place(point.y()) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
