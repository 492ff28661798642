package dev.collab4j.load.report;

import java.util.List;

/** By how much something grows: the slope of the straight line that is the closest to all points (least squares). */
public final class Slope {

    private Slope() {}

    /** What y grows by when x does by 1; 0 for fewer than two points. */
    public static double of(List<Result.Point> points) {
        double meanX = points.stream().mapToDouble(Result.Point::x).average().orElse(0);
        double meanY = points.stream().mapToDouble(Result.Point::y).average().orElse(0);
        double along = 0;
        double spread = 0;
        for (Result.Point point : points) {
            along += (point.x() - meanX) * (point.y() - meanY);
            spread += (point.x() - meanX) * (point.x() - meanX);
        }
        return spread == 0 ? 0 : along / spread;
    }
}
