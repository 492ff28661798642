package dev.collab4j.load.report;

import java.math.BigDecimal;
import java.math.MathContext;
import org.HdrHistogram.Histogram;

/** How figures are written. */
public final class Figure {

    /** As precise as anything that is measured here. */
    private static final MathContext DIGITS = new MathContext(4);

    private Figure() {}

    /** Large ones stay whole. */
    public static double rounded(double value) {
        if (!Double.isFinite(value)) {
            return 0;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        return Math.abs(value) >= 1_000 ? Math.rint(value) : exact.round(DIGITS).doubleValue();
    }

    /** A percentile of times, in ms. */
    public static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    /** Bytes in MiB. */
    public static double mebibytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }
}
