package dev.collab4j.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.load.report.Result;
import dev.collab4j.load.report.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scenario, small, on a hub of this process: that all arrives, and that its figures are there. */
class ScenariosTest {

    private static final String PID = Long.toString(ProcessHandle.current().pid());

    private static Served served;

    @TempDir
    private Path folder;

    @BeforeAll
    static void serve() {
        served = Served.start(0, 1, Served.NO_STORE, "", "");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private Result run(String protocol, String command) throws IOException {
        Path out = folder.resolve("results.jsonl");
        String path = protocol.equals("hocuspocus") ? "/hocuspocus" : "/y";
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.addAll(List.of("--url", "ws://127.0.0.1:" + served.port() + path, "--protocol", protocol));
        arguments.addAll(List.of("--pid", PID, "--out", out.toString()));
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(Load.run(nowhere, arguments.toArray(String[]::new))).isZero();
        List<Result> results = Results.read(out);
        Files.delete(out);
        return results.get(0);
    }

    private static double figure(Result result, String name) {
        assertThat(result.figures()).containsKey(name).doesNotContainKeys("not connected", "refused", "not understood");
        return result.figures().get(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void edit(String protocol) throws IOException {
        Result result =
                run(protocol, "edit --docs 5 --clients 3 --rate 10 --seconds 0.5 --warm-up 0.2 --loops 2 --cursors");
        assertThat(figure(result, "missing")).isZero();
        assertThat(figure(result, "offered [deliveries/s]")).isEqualTo(300);
        assertThat(figure(result, "latency p95 [ms]")).isPositive();
        assertThat(figure(result, "acknowledged p50 [ms]")).isPositive();
        assertThat(figure(result, "cursor p95 [ms]")).isPositive();
        assertThat(figure(result, "server CPU [%]")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void presence(String protocol) throws IOException {
        Result result = run(protocol, "presence --docs 3 --clients 3 --moves 5 --rate 2 --seconds 0.6 --warm-up 0.2");
        assertThat(figure(result, "cursors offered [deliveries/s]")).isEqualTo(90);
        assertThat(figure(result, "cursors delivered [deliveries/s]")).isPositive();
        assertThat(figure(result, "missing")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void hot(String protocol) throws IOException {
        Result result = run(protocol, "hot --clients 12 --editors 3 --rate 10 --seconds 0.5 --warm-up 0.2 --loops 2");
        assertThat(figure(result, "missing")).isZero();
        assertThat(figure(result, "offered [deliveries/s]")).isEqualTo(330);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void max(String protocol) throws IOException {
        Result result =
                run(protocol, "max --docs 2 --clients 2 --rate 10 --steps 2 --seconds 0.4 --warm-up 0.1 --p95 5000");
        assertThat(result.figures()).containsKey("most [deliveries/s]"); // 0 if the machine is busy in so short a time
        assertThat(result.series().get("delivered [deliveries/s] by offered [deliveries/s]"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void sync(String protocol) throws IOException {
        Result result = run(protocol, "sync --characters 300 --runs 10 --warm-up 2 --gap 1");
        assertThat(figure(result, "document [bytes]")).isGreaterThan(300);
        assertThat(figure(result, "sync p50 [ms]")).isGreaterThan(figure(result, "answer p50 [ms]"));
    }

    @Test
    void syncOfWhatPeopleTyped() throws IOException {
        Result result = run("y-websocket", "sync --operations 2000 --runs 2 --warm-up 0");
        assertThat(figure(result, "document [bytes]")).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void idle(String protocol) throws IOException {
        Result result = run(protocol, "idle --connections 10,30 --clients 5 --settle 0.2");
        assertThat(result.series().get("RSS [MiB] by connections"))
                .extracting(Result.Point::x)
                .containsExactly(10.0, 30.0);
        assertThat(result.figures()).containsKey("RSS a connection [KiB]").doesNotContainKey("not connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void storm(String protocol) throws IOException {
        Result result = run(protocol, "storm --docs 5 --clients 4 --within 10");
        assertThat(figure(result, "missing")).isZero();
        assertThat(figure(result, "attempts a client")).isEqualTo(1);
        assertThat(figure(result, "away max [ms]")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "hocuspocus"})
    void mixed(String protocol) throws IOException {
        Result result = run(
                protocol,
                "mixed --docs 4 --clients 2 --rate 5 --hot-clients 6 --hot-editors 2 --newcomers 10 --alone 0.3"
                        + " --seconds 0.8 --warm-up 0.1");
        assertThat(figure(result, "missing")).isZero();
        assertThat(figure(result, "quiet rooms p95, beside / alone")).isPositive();
        assertThat(figure(result, "newcomer p50 [ms]")).isPositive();
        assertThat(result.series().get("RSS [MiB] by minutes")).isNotEmpty();
    }

    @Test
    void failsIfThereIsNoServer() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(Load.run(nowhere, "sync", "--url", "ws://127.0.0.1:1/y")).isEqualTo(1);
        assertThat(Load.run(nowhere, "sync", "--url", "ws://127.0.0.1:1/y", "--protocol", "smtp"))
                .isEqualTo(2);
    }
}
