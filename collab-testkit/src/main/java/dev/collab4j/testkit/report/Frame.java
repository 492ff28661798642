package dev.collab4j.testkit.report;

import java.util.List;
import java.util.Locale;

/** What every plot has around it: a title, a scale from 0 upwards, and the names of the algorithms. */
final class Frame {
    static final double LEFT = 70;
    static final double RIGHT = Svg.WIDTH - 20.0;
    static final double TOP = 70;
    static final double BOTTOM = Svg.HEIGHT - 50.0;
    private static final int MARKS = 5;
    private static final double NAME_WIDTH = 140;
    private static final String GREY = "#cccccc";

    private final Svg svg;
    private final double scale;

    /** Draws on {@code svg} for values up to {@code max}. */
    Frame(Svg svg, String title, double max, List<String> algorithms) {
        this.svg = svg;
        this.scale = roundUp(max);
        svg.text(LEFT, 20, "start", title);
        for (int i = 0; i < algorithms.size(); i++) {
            double x = LEFT + i * NAME_WIDTH;
            svg.rectangle(x, 36, 10, 10, Svg.colour(i)).text(x + 16, 46, "start", algorithms.get(i));
        }
        for (int i = 0; i <= MARKS; i++) {
            drawMark(i * scale / MARKS);
        }
    }

    private void drawMark(double value) {
        svg.line(LEFT, y(value), RIGHT, y(value), GREY)
                .text(LEFT - 6, y(value) + 4, "end", String.format(Locale.ROOT, "%.3g", value));
    }

    /** The next of 1, 2 or 5 times a power of ten. */
    private static double roundUp(double max) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(max, 1e-6))));
        for (int factor : new int[] {1, 2, 5}) {
            if (max <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    double y(double value) {
        return BOTTOM - value / scale * (BOTTOM - TOP);
    }
}
