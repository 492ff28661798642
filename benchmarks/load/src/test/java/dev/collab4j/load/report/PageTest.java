package dev.collab4j.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PageTest {

    @Test
    void putsRunsOfTheSameSideBySide() throws Exception {
        String html = Page.of(
                List.of(run("ours", 1.5), run("<peer>", 30), run("ours", 2).parameter("rate", 2)));
        Document page = parse(html);
        assertThat(page.getElementsByTagName("section").getLength()).isEqualTo(2);
        assertThat(page.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        assertThat(html).contains("&lt;peer&gt; (y-websocket)").contains("other processes took 55 % of a processor");
    }

    @Test
    void needsNothingElse() {
        assertThat(Page.of(List.of(run("ours", 1)))).doesNotContain("http", "src=", "url(", "@import", "<script");
    }

    @Test
    void showsNothingOfNothing() throws Exception {
        assertThat(parse(Page.of(List.of())).getElementsByTagName("section").getLength())
                .isZero();
    }

    @Test
    void readsWhatWasWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("results.jsonl");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Result result = run("ours", 1.23456);
        Results.write(result, new PrintStream(printed, true, StandardCharsets.UTF_8), file);
        Results.write(result, new PrintStream(printed, true, StandardCharsets.UTF_8), file);
        assertThat(Results.read(file)).containsExactly(result, result);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"latency p95 [ms]\":1.235")
                .hasLineCount(2);
    }

    @Test
    void givesEachNineTheSamePlace() {
        Axis axis = Axis.ofPercentiles();
        assertThat(axis.place(50)).isZero();
        assertThat(axis.place(100)).isEqualTo(1);
        assertThat(axis.place(99) - axis.place(90)).isCloseTo(axis.place(99.9) - axis.place(99), within(1e-9));
    }

    @Test
    void countsByTensWhereSizesAreVeryDifferent() {
        assertThat(Axis.of(List.of(0.5, 2_000.0)).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("0.1", "1", "10", "100", "1,000", "10,000");
        assertThat(Axis.of(List.of(8.0, 23.0)).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("0", "5", "10", "15", "20", "25");
    }

    @Test
    void hasRoomForNothing() {
        assertThat(Axis.of(List.of(0.0)).ticks()).hasSize(6);
        assertThat(Axis.of(List.of(0.0)).place(0)).isZero();
    }

    @Test
    void findsTheSlope() {
        List<Result.Point> points = List.of(
                new Result.Point(1, 5), new Result.Point(2, 7), new Result.Point(3, 9.3), new Result.Point(4, 10.7));
        assertThat(Slope.of(points)).isCloseTo(1.94, within(0.001));
        assertThat(Slope.of(List.of())).isZero();
    }

    private static Result run(String server, double late) {
        return Result.of("edit", server, "y-websocket")
                .parameter("rate", 1)
                .figure("latency p95 [ms]", late)
                .figure("CPU of others [%]", 55)
                .point("latency [ms] by percentile", 50, late / 2)
                .point("latency [ms] by percentile", 100, late);
    }

    /** It is XML but for its first lines. */
    private static Document parse(String html) throws Exception {
        String xml = html.replace("<!DOCTYPE html>", "").replaceAll("(<meta [^>]*)>", "$1/>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
