package dev.collab4j.load.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** One figure of several runs, as bars. */
final class Bars {

    /** What most people ask for first, by scenario; figures that a run doesn't have are left out. */
    private static final List<String> ASKED = List.of(
            "most [deliveries/s]",
            "server CPU a delivery [us]",
            "latency p95 [ms]",
            "cursor p95 [ms]",
            "sync p50 [ms]",
            "server CPU a sync [ms]",
            "RSS a connection [KiB]",
            "heap a connection [KiB]",
            "away p95 [ms]",
            "quiet rooms p95, beside / alone",
            "RSS growth in the second half [MiB/h]");

    private static final int WIDTH = 560;
    private static final int ROW = 40;
    private static final int BAR = 14;
    private static final int FOR_VALUE = 90;

    private final String name;
    private final List<Result> runs;
    private final double max;

    private Bars(String name, List<Result> runs) {
        this.name = name;
        this.runs = runs.stream().filter(run -> run.figures().containsKey(name)).toList();
        this.max = this.runs.stream().mapToDouble(this::value).max().orElse(0);
    }

    static List<Bars> of(List<Result> runs) {
        return ASKED.stream()
                .filter(name -> runs.stream().anyMatch(run -> run.figures().containsKey(name)))
                .map(name -> new Bars(name, runs))
                .toList();
    }

    private double value(Result run) {
        return run.figures().getOrDefault(name, 0.0);
    }

    void write(Markup out, ToIntFunction<Result> color, Function<Result, String> title) {
        out.open("figure").element("figcaption", name);
        out.open("svg", "viewBox", "0 0 " + WIDTH + " " + ROW * runs.size(), "role", "img", "aria-label", name);
        for (int i = 0; i < runs.size(); i++) {
            Result run = runs.get(i);
            writeBar(out, ROW * i, color.applyAsInt(run), title.apply(run), value(run));
        }
        out.close().close();
    }

    private void writeBar(Markup out, int top, int color, String title, double value) {
        double width = max <= 0 ? 0 : Math.max(1, value / max * (WIDTH - FOR_VALUE));
        String length = String.format(Locale.ROOT, "%.1f", width);
        out.element("text", title, "class", "name", "x", 0, "y", top + BAR);
        out.open("rect", "class", "c" + color, "x", 0, "y", top + BAR + 5, "width", length, "height", BAR)
                .close();
        String end = String.format(Locale.ROOT, "%.1f", width + 6);
        out.element("text", Axis.number(value), "class", "name", "x", end, "y", top + 2 * BAR + 3);
    }
}
