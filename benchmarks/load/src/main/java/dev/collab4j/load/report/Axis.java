package dev.collab4j.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where values are along an edge of a plot, and what is written there. */
final class Axis {

    private static final double SPREAD_FOR_LOGARITHM = 50;
    private static final int TICKS = 5;
    private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9, 99.99, 100};
    /** Behind 99.99 %, which is at 4. */
    private static final double MAX_PLACE = 4.7;

    private final Kind kind;
    private final double from;
    private final double to;

    private enum Kind {
        LINEAR,
        LOGARITHMIC,
        PERCENTILES
    }

    /** A place, from 0 to 1, and what is written there. */
    record Tick(double place, String label) {}

    private Axis(Kind kind, double from, double to) {
        this.kind = kind;
        this.from = from;
        this.to = to;
    }

    /** From 0 on, as nothing that is measured is below; by powers of ten if the values are of very different sizes. */
    static Axis of(List<Double> values) {
        double max =
                values.stream().mapToDouble(d -> d).filter(d -> d > 0).max().orElse(1);
        double min =
                values.stream().mapToDouble(d -> d).filter(d -> d > 0).min().orElse(max);
        if (max > SPREAD_FOR_LOGARITHM * min) {
            return new Axis(Kind.LOGARITHMIC, Math.floor(Math.log10(min)), Math.ceil(Math.log10(max)));
        }
        double step = step(max);
        return new Axis(Kind.LINEAR, 0, Math.max(step, Math.ceil(max / step) * step));
    }

    /** The rarer, the wider: each nine takes the same place. */
    static Axis ofPercentiles() {
        return new Axis(Kind.PERCENTILES, Math.log10(2), MAX_PLACE);
    }

    /** A round number, of which some are between 0 and the largest. */
    private static double step(double max) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(max, 1e-9) / TICKS)));
        for (double factor : new double[] {1, 2, 5}) {
            if (max <= factor * power * TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Where a value is: 0 at the beginning, 1 at the end. */
    double place(double value) {
        double there = switch (kind) {
            case LINEAR -> value;
            case LOGARITHMIC -> Math.log10(Math.max(value, Math.pow(10, from)));
            case PERCENTILES -> value >= 100 ? MAX_PLACE : -Math.log10(1 - value / 100);
        };
        return (there - from) / (to - from);
    }

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        switch (kind) {
            case LINEAR -> {
                double step = step(to);
                for (double value = 0; value <= to * 1.001; value += step) {
                    ticks.add(tick(value));
                }
            }
            case LOGARITHMIC -> {
                for (int power = (int) from; power <= to; power++) {
                    ticks.add(tick(Math.pow(10, power)));
                }
            }
            case PERCENTILES -> {
                for (double percentile : PERCENTILES) {
                    String label = percentile == 100 ? "max" : number(percentile);
                    ticks.add(new Tick(place(percentile), label));
                }
            }
        }
        return ticks;
    }

    private Tick tick(double value) {
        return new Tick(place(value), number(value));
    }

    /** With thousands apart, and no more digits than are known. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String digits = String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f", value);
        return digits.replaceFirst("\\.?0+$", "");
    }
}
