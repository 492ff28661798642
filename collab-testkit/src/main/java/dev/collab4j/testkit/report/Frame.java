package dev.collab4j.testkit.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What every plot has around it: a title, a scale from 0 upwards, and the names of the algorithms. */
final class Frame {
    static final double LEFT = 70;
    static final double RIGHT = Svg.WIDTH - 20.0;
    static final double TOP = 70;
    static final double BOTTOM = Svg.HEIGHT - 50.0;
    private static final int MARKS = 5;
    private static final double NAME_WIDTH = 140;
    private static final double[] FACTORS = {1, 1.5, 2, 3, 5, 7.5};
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
        svg.line(LEFT, y(value), RIGHT, y(value), GREY).text(LEFT - 6, y(value) + 4, "end", number(value));
    }

    private static String number(double value) {
        return new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    /** The next round factor of a power of ten. */
    private static double roundUp(double max) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(max, 1e-6))));
        for (double factor : FACTORS) {
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
