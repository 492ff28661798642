package dev.collab4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.benchmarks.trace.Edit;
import dev.collab4j.benchmarks.trace.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {
    private static final int EDITS = 2_000;

    /** Of what prosemirror.mjs makes. */
    private static final String PROSEMIRROR_OF_YJS = "3e43c67a7c67bcaf0918be0920ccb487ebcefdefacebb2d91dd1d2b7e93b1df9";

    private static final String TYPED_BY_TWO = """
            {"kind": "concurrent", "endContent": "abc", "numAgents": 2, "txns": [
              {"parents": [], "agent": 0, "numChildren": 1, "patches": [[0, 0, "a", "10:00"]]},
              {"parents": [], "agent": 1, "numChildren": 1, "patches": [[0, 0, "b", "10:00"]]},
              {"parents": [0, 1], "agent": 0, "numChildren": 0, "patches": [[2, 0, "c", "10:01"]]}]}
            """;

    @TempDir
    Path folder;

    private int exitCode;

    /** The sizes are those that Yjs has for the same edits, so these are the same edits. */
    @Test
    void theCasesAreThoseThatTheOthersAreMeasuredBy() throws IOException {
        List<String> sizes = run("--bench=B1,B2,B3", "--n=100", "--cold").stream()
                .filter(line -> line.unit().equals("bytes"))
                .map(line -> line.bench() + " " + line.metric() + " " + line.value())
                .toList();
        assertThat(sizes).containsExactlyInAnyOrderElementsOf(sizesOfYjs());
    }

    @Test
    void aTraceIsTypedLoadedReplayedMergedAndWeighed() throws IOException {
        List<Line> lines = run("--trace=" + synthetic(), "--bench=trace:typed", "--repetitions=3", "--seconds=0");
        assertThat(exitCode).isZero();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.bench()).isEqualTo("trace:typed"))
                .extracting(Line::lib)
                .contains("collab", "collab-v2", "gap-buffer");
        assertThat(lines)
                .extracting(Line::metric)
                .contains(
                        "localPerOpWithUpdates",
                        "localPerOpNoListener",
                        "localPerOpNoListener.allocatedPerOp",
                        "localOneTransaction",
                        "localPerOpWithDelta",
                        "encodeTime",
                        "docSize",
                        "loadTime",
                        "loadAndTextTime",
                        "remotePerUpdate",
                        "remoteBatch",
                        "mergeUpdates.first2000",
                        "memTyped");
        assertThat(lines)
                .filteredOn(line -> line.unit().equals("ms"))
                .allSatisfy(line -> assertThat(Double.parseDouble(line.value())).isPositive());
    }

    @Test
    void onePartOfATraceRunsAlone() throws IOException {
        assertThat(run("--trace=" + synthetic(), "--bench=trace:typed/floor", "--cold"))
                .extracting(Line::metric)
                .containsExactly("localPerOpNoListener", "uncontendedLock");
    }

    @Test
    void whatYjsWroteMustBeEqual() throws IOException {
        Recording ours = Recording.of(Trace.read(synthetic()).edits());
        Files.write(folder.resolve("yjs.typed.doc"), ours.state);
        Files.write(folder.resolve("yjs.typed.updates"), Bytes.join(ours.updates));
        assertThat(run("--trace=" + synthetic(), "--bench=trace:typed", "--yjs=" + folder, "--cold"))
                .extracting(Line::metric)
                .contains("updatesSha256", "remotePerUpdate")
                .doesNotContain("error");

        Files.write(folder.resolve("yjs.typed.updates"), Bytes.join(ours.updates.subList(0, EDITS - 1)));
        assertThat(run("--trace=" + synthetic(), "--bench=trace:typed/local", "--yjs=" + folder, "--cold"))
                .contains(new Line("collab", "trace:typed", "error", "updatesSha256 is wrong", "text"));
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void aTraceThatDoesNotGiveItsTextIsReported() throws IOException {
        Trace trace = Trace.synthetic(7, EDITS);
        Path file = folder.resolve("wrong.json.gz");
        new Trace(0, trace.steps(), trace.endContent() + "!").write(file);
        assertThat(run("--trace=" + file, "--bench=trace:wrong/remote", "--cold"))
                .containsExactly(new Line("collab", "trace:wrong", "error", "text is wrong", "text"));
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void aTraceOfSeveralWritersIsMerged() throws IOException {
        Path file = folder.resolve("two.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(TYPED_BY_TWO.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run("--trace=" + file, "--bench=conc:two", "--cold"))
                .extracting(Line::metric)
                .contains("generateAllReplicas", "remotePerUpdate", "remoteBatch", "loadAndTextTime", "updatesSha256")
                .doesNotContain("error");
    }

    @Test
    void aDocumentIsLoadedAndEncodedAsItWas() throws IOException {
        byte[] state = Format.V2.encode(
                Format.V1.load(Recording.of(Trace.read(synthetic()).edits()).state).doc);
        Path file = Files.write(folder.resolve("typed.yjs"), state);
        assertThat(run("--trace=" + file, "--bench=file:typed.yjs", "--cold"))
                .contains(new Line("collab-v2", "file:typed.yjs", "docSha256", Bytes.sha256(state), "sha256"));
    }

    @Test
    void theDocumentOfAnEditorIsThatOfYjs() throws IOException {
        List<Line> lines = run("--bench=prosemirror");
        assertThat(lines)
                .contains(new Line("collab", "prosemirror", "docSha256", PROSEMIRROR_OF_YJS, "sha256"))
                .extracting(Line::metric)
                .containsExactly("docSize", "docSha256", "memLoadedAndEncoded", "memLoadedAndRead");
        assertThat(exitCode).isZero();
    }

    @Test
    void documentsGrow() throws IOException {
        List<Line> lines =
                run("--trace=" + synthetic(), "--bench=growth", "--largest=5000", "--repetitions=3", "--seconds=0");
        assertThat(exitCode).isZero();
        assertGrown(lines, "growth:inserts", 50, 150, 500, 1500, 5000);
        assertGrown(lines, "growth:tombstones", 50, 150, 500, 1500, 5000);
        assertGrown(lines, "growth:clients:remote", 10, 30, 100, 300, 1000);
        assertGrown(lines, "growth:clients:local", 10, 30, 100, 300, 1000);
        assertGrown(lines, "growth:trace:typed", 1, 2, 4, 8, 16, 32, 64);
    }

    private static void assertGrown(List<Line> lines, String bench, Integer... sizes) {
        List<Line> own =
                lines.stream().filter(line -> line.bench().equals(bench)).toList();
        assertThat(own).extracting(Line::metric).contains("exponent", "longest@" + sizes[1], "gcTime@" + sizes[0]);
        assertThat(own)
                .filteredOn(line -> line.unit().equals("ns"))
                .allSatisfy(line -> assertThat(Double.parseDouble(line.value())).isPositive())
                .extracting(line -> Integer.valueOf(line.metric().substring("nsPerOp@".length())))
                .containsExactly(sizes);
    }

    @Test
    void theSameRunsInJmh() throws IOException {
        B4 benchmark = new B4();
        benchmark.trace = synthetic().toString();
        benchmark.type();
        String end = Trace.synthetic(7, EDITS).endContent();
        assertThat(List.of(
                        benchmark.gapBuffer().toString(), benchmark.loadAndTextTime(), benchmark.loadAndTextTimeV2()))
                .containsOnly(end);
        assertThat((List<?>) benchmark.localPerOpWithUpdates()).hasSize(EDITS);
        assertThat(List.of(
                        benchmark.localPerOpNoListener(),
                        benchmark.localOneTransaction(),
                        benchmark.remotePerUpdate(),
                        benchmark.remoteBatch()))
                .extracting(replica -> ((Replica) replica).text.toString())
                .containsOnly(end);
    }

    @Test
    void anUnknownNameIsRefused() throws IOException {
        assertThat(run("--bench=B4.1")).isEmpty();
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void aTraceIsReadAsItWasWritten() throws IOException {
        Trace trace = Trace.read(synthetic());
        assertThat(trace).isEqualTo(Trace.synthetic(7, EDITS));
        assertThat(Edit.play("", trace.edits())).isEqualTo(trace.endContent());
    }

    private Path synthetic() throws IOException {
        Path file = folder.resolve("typed.json.gz");
        Trace.synthetic(7, EDITS).write(file);
        return file;
    }

    private List<Line> run(String... args) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String[] command = Stream.concat(Stream.of("run"), Stream.of(args)).toArray(String[]::new);
        exitCode = Benchmarks.run(new PrintStream(printed, true, StandardCharsets.UTF_8), command);
        return printed.toString(StandardCharsets.UTF_8).lines().map(Line::parse).toList();
    }

    private static List<String> sizesOfYjs() throws IOException {
        try (InputStream in = Objects.requireNonNull(BenchmarksTest.class.getResourceAsStream("yjs-sizes-100.txt"));
                Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()) {
            return lines.toList();
        }
    }
}
