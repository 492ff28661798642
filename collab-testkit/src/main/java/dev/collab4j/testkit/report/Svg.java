package dev.collab4j.testkit.report;

import java.util.Locale;

/** Writes a picture of a fixed size as SVG 1.1, plain enough for any program that sets papers. */
final class Svg {
    static final int WIDTH = 640;
    static final int HEIGHT = 400;
    /** Colours that people who don't see all of them can tell apart: those of M. Okabe and K. Ito. */
    private static final String[] COLOURS = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#f0e442"
    };

    private final StringBuilder body = new StringBuilder();

    static String colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    Svg line(double x1, double y1, double x2, double y2, String colour) {
        return element("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
    }

    Svg rectangle(double x, double y, double width, double height, String colour) {
        return element(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x, y, width, height, colour);
    }

    Svg dot(double x, double y, String colour) {
        return element("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
    }

    /** Text at its left end, its middle or its right end: start, middle, end. */
    Svg text(double x, double y, String anchor, String text) {
        return element("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escape(text));
    }

    private Svg element(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" font-family=\"sans-serif\" font-size=\"12\">\n" + body + "</svg>\n";
    }
}
