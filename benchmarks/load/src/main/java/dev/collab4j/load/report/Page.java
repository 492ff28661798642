package dev.collab4j.load.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A page of results that needs nothing but itself. */
public final class Page {

    private static final int COLORS = 8;

    private final List<String> servers;
    private final Markup out = new Markup();

    private Page(List<Result> results) {
        servers = results.stream().map(Page::server).distinct().toList();
    }

    /**
     * Shows runs of the same scenario with the same parameters side by side, in the order in which they came.
     *
     * @return HTML
     */
    public static String of(List<Result> results) {
        Page page = new Page(results);
        page.write(results);
        return page.out.toString();
    }

    private static String server(Result result) {
        return result.server() + " (" + result.protocol() + ")";
    }

    private void write(List<Result> results) {
        out.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        out.raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        out.element("title", "Servers under load")
                .open("style")
                .raw(style())
                .close()
                .close();
        out.open("body").element("h1", "Servers under load");
        writeEnvironment(results);
        writeLegend(results);
        groups(results).values().forEach(this::writeGroup);
        out.close().close();
    }

    private static String style() {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            if (css == null) {
                throw new IllegalStateException("page.css is missing");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where all was run, if that is one place. */
    private void writeEnvironment(List<Result> results) {
        Set<String> places = new LinkedHashSet<>();
        results.forEach(result -> places.add(list(withoutNote(result.environment()))));
        places.forEach(place -> out.element("p", place, "class", "note"));
        if (!results.isEmpty()) {
            String first = results.get(0).time();
            String last = results.get(results.size() - 1).time();
            out.element("p", first + " to " + last + ", " + results.size() + " runs", "class", "note");
        }
    }

    private static Map<String, String> withoutNote(Map<String, String> environment) {
        Map<String, String> generator = new LinkedHashMap<>(environment);
        generator.remove(Result.NOTE);
        return generator;
    }

    private static String list(Map<String, String> values) {
        List<String> items = new ArrayList<>();
        values.forEach((name, value) -> items.add(name + " " + value));
        return String.join(", ", items);
    }

    private void writeLegend(List<Result> results) {
        out.open("ul", "class", "legend");
        for (String server : servers) {
            out.open("li");
            writeName(server, "span");
            notes(results, server).forEach(note -> out.element("span", note, "class", "note"));
            out.close();
        }
        out.close();
    }

    private static List<String> notes(List<Result> results, String server) {
        return results.stream()
                .filter(result -> server(result).equals(server))
                .flatMap(result -> Stream.ofNullable(result.environment().get(Result.NOTE)))
                .distinct()
                .toList();
    }

    private void writeName(String server, String tag) {
        out.open(tag)
                .open("i", "class", "c" + color(server))
                .close()
                .text(server)
                .close();
    }

    private int color(String server) {
        return servers.indexOf(server) % COLORS;
    }

    private static Map<String, List<Result>> groups(List<Result> results) {
        Map<String, List<Result>> groups = new LinkedHashMap<>();
        results.forEach(
                result -> groups.computeIfAbsent(result.scenario() + result.parameters(), key -> new ArrayList<>())
                        .add(result));
        return groups;
    }

    private void writeGroup(List<Result> runs) {
        Result any = runs.get(0);
        out.open("section").element("h2", any.scenario()).element("p", list(any.parameters()), "class", "note");
        runs.forEach(this::writeDoubts);
        out.open("div", "class", "plots");
        Bars.of(runs).forEach(bars -> bars.write(out, result -> color(server(result)), Page::server));
        names(runs, false).forEach(name -> plot(name, runs).write(out));
        out.close();
        writeTable(runs);
        out.close();
    }

    /** A figure is worth less if something else than the server may have been its limit. */
    private void writeDoubts(Result run) {
        Doubts.of(run).forEach(doubt -> out.element("p", server(run) + ": " + doubt, "class", "doubt"));
    }

    private Plot plot(String name, List<Result> runs) {
        Map<Integer, List<Result.Point>> lines = new TreeMap<>();
        for (Result run : runs) {
            List<Result.Point> points = run.series().getOrDefault(name, List.of());
            if (!points.isEmpty()) {
                lines.put(color(server(run)), points); // of several runs of a server, the last
            }
        }
        return new Plot(name, lines);
    }

    /** All names of figures, or of series, in the order in which they come. */
    private static Set<String> names(List<Result> runs, boolean ofFigures) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run ->
                names.addAll(ofFigures ? run.figures().keySet() : run.series().keySet()));
        return names;
    }

    private void writeTable(List<Result> runs) {
        out.open("div", "class", "wide").open("table").open("tr").element("th", "");
        runs.forEach(run -> writeName(server(run), "th"));
        out.close();
        names(runs, true).forEach(name -> writeRow(name, runs));
        out.close().close();
    }

    private void writeRow(String name, List<Result> runs) {
        out.open("tr").element("th", name);
        for (Result run : runs) {
            Double value = run.figures().get(name);
            out.element("td", value == null ? "–" : Axis.number(value));
        }
        out.close();
    }
}
