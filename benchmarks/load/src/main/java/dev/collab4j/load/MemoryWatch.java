package dev.collab4j.load;

import dev.collab4j.load.report.Figure;
import dev.collab4j.load.report.Result;
import dev.collab4j.load.report.Slope;
import dev.collab4j.load.system.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads a server's memory every second until it is closed. */
final class MemoryWatch implements Runnable, AutoCloseable {

    private static final String SERIES = "RSS [MiB] by minutes";
    private static final long INTERVAL_MILLIS = 1_000;
    /** Until then the heap grows to its size, whatever the load is. */
    private static final double SETTLED = 0.5;

    private static final double MINUTES_AN_HOUR = 60;

    private final Meter meter;
    private final long start = System.nanoTime();
    private final List<Result.Point> points = new ArrayList<>();
    private volatile boolean closed;

    MemoryWatch(Meter meter) {
        this.meter = meter;
    }

    @Override
    public void run() {
        while (meter.hasServer() && !closed) {
            read();
            try {
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private synchronized void read() {
        double minutes = (System.nanoTime() - start) / 1e9 / 60;
        points.add(new Result.Point(minutes, Figure.mebibytes(meter.residentBytes())));
    }

    /** All points, and the slope of the second half. */
    synchronized void addTo(Result result) {
        points.forEach(point -> result.point(SERIES, point.x(), point.y()));
        if (!points.isEmpty()) {
            List<Result.Point> late = points.subList((int) (points.size() * SETTLED), points.size());
            result.figure("RSS growth in the second half [MiB/h]", MINUTES_AN_HOUR * Slope.of(late));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
