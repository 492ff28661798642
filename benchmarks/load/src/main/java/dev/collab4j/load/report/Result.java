package dev.collab4j.load.report;

import io.netty.util.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a run; a line of JSON. Figures and series say their units in their names, so that no reader needs a list.
 *
 * @param scenario the command
 * @param server what the server is called
 * @param protocol how it was talked to
 * @param time when the run ended, UTC
 * @param parameters of the command
 * @param environment versions, and the machine
 * @param figures by name and unit, such as {@code latency p95 [ms]}
 * @param series points by what they show, such as {@code RSS [MiB] by connections}, y by x
 */
public record Result(
        String scenario,
        String server,
        String protocol,
        String time,
        Map<String, String> parameters,
        Map<String, String> environment,
        Map<String, Double> figures,
        Map<String, List<Point>> series) {

    static final String NOTE = "server";

    private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9, 99.99, 100};

    /** A point of a plot. */
    public record Point(double x, double y) {}

    /** Begins a result without figures. */
    public static Result of(String scenario, String server, String protocol) {
        return new Result(
                scenario,
                server,
                protocol,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                new LinkedHashMap<>(),
                environmentOfGenerator(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
    }

    private static Map<String, String> environmentOfGenerator() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("generator", versionOfGenerator());
        environment.put("jdk", System.getProperty("java.vm.version"));
        environment.put("netty", nettyVersion());
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return environment;
    }

    private static String versionOfGenerator() {
        String version = Result.class.getPackage().getImplementationVersion();
        return version == null ? "unpacked" : version; // only a jar has one
    }

    private static String nettyVersion() {
        Version common = Version.identify().get("netty-common");
        return common == null ? "unknown" : common.artifactVersion();
    }

    /** Says what the command was told. */
    public Result parameter(String name, Object value) {
        parameters.put(name, value.toString());
        return this;
    }

    /** Says something of the server, such as its version and flags; nothing if that is empty. */
    public Result note(String note) {
        if (!note.isEmpty()) {
            environment.put(NOTE, note);
        }
        return this;
    }

    /** Adds a figure, rounded to what can be told apart. */
    public Result figure(String name, double value) {
        figures.put(name, Figure.rounded(value));
        return this;
    }

    /** Adds a whole number. */
    public Result count(String name, long value) {
        return figure(name, (double) value);
    }

    /** Says what should not be there only if it is, and adds to what was said before. */
    public Result trouble(String name, long count) {
        if (count > 0) {
            figures.merge(name, (double) count, Double::sum);
        }
        return this;
    }

    /** Adds a point to a series. */
    public Result point(String name, double x, double y) {
        series.computeIfAbsent(name, any -> new ArrayList<>()).add(new Point(Figure.rounded(x), Figure.rounded(y)));
        return this;
    }

    /** Percentiles of times in ms, and their whole distribution; nothing if there are none. */
    public Result times(String name, Histogram nanos) {
        if (nanos.getTotalCount() == 0) {
            return this;
        }
        for (double percentile : List.of(50.0, 95.0, 99.0)) {
            figure(name + " p" + (int) percentile + " [ms]", Figure.millis(nanos, percentile));
        }
        figure(name + " max [ms]", nanos.getMaxValue() / 1e6);
        for (double percentile : PERCENTILES) {
            point(name + " [ms] by percentile", percentile, Figure.millis(nanos, percentile));
        }
        return this;
    }
}
