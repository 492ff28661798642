package dev.collab4j.it.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.collab4j.it.host.NodeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that scrapes often. */
final class Prometheus implements AutoCloseable {

    static final Path BINARY = Path.of(System.getProperty("collab.prometheus", "/usr/bin/prometheus"));

    private static final boolean REQUIRED = Boolean.getBoolean("collab.prometheus.required");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final NodeProcess process;
    private final int port;

    private Prometheus(NodeProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A test that needs it is aborted where there is none, and fails where there has to be one. */
    static void require() {
        require(BINARY, REQUIRED);
    }

    static void require(Path binary, boolean required) {
        if (Files.isExecutable(binary)) {
            return;
        }
        String problem = "There is no Prometheus at " + binary
                + ", dashboard and alerts are not tried: apt-get install prometheus (-Dcollab.prometheus=...)";
        if (required) {
            throw new AssertionError(problem);
        }
        System.out.println(problem);
        throw new TestAbortedException(problem);
    }

    /** Runs promtool, which comes with it. Gives what it prints; fails if it finds something wrong. */
    static String tool(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(BINARY.resolveSibling("promtool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }

    /**
     * Starts.
     *
     * @param folder where it has its files
     * @param rules its alerts
     * @param targets the ports to scrape, by the names of the instances
     */
    static Prometheus start(Path folder, String rules, Map<String, Integer> targets) throws IOException {
        Files.writeString(folder.resolve("alerts.yml"), rules);
        Path config = Files.writeString(folder.resolve("prometheus.yml"), config(targets));
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        BINARY.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true);
        return new Prometheus(NodeProcess.start(builder, line -> System.out.println("[prometheus] " + line)), port);
    }

    private static String config(Map<String, Integer> targets) {
        StringBuilder config = new StringBuilder("""
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 500ms}
                rule_files: [alerts.yml]
                scrape_configs:
                  - job_name: collab
                    static_configs:
                """);
        targets.forEach((name, port) ->
                config.append("      - {targets: ['127.0.0.1:%d'], labels: {instance: %s}}\n".formatted(port, name)));
        return config.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether it answers yet. */
    boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What an expression gives now, one node for each time series. */
    JsonNode query(String expression) throws IOException {
        return ask("query", expression, "");
    }

    /** Whether there is something to draw of the last minute, asked as Grafana does. NaN is what a quantile of nothing is. */
    boolean hasData(String expression) throws IOException {
        long now = Instant.now().getEpochSecond();
        for (JsonNode series : ask("query_range", expression, "&step=1&start=" + (now - 60) + "&end=" + now)) {
            for (JsonNode point : series.path("values")) {
                if (!point.path(1).asString().equals("NaN")) {
                    return true;
                }
            }
        }
        return false;
    }

    private JsonNode ask(String kind, String expression, String more) throws IOException {
        HttpResponse<String> answer = get("/api/v1/" + kind + "?query=" + URLEncoder.encode(expression, UTF_8) + more);
        if (answer.statusCode() != 200) {
            throw new AssertionError(expression + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).path("data").path("result");
    }

    /** The rules that it has loaded. */
    List<Alert> alerts() throws IOException {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode group :
                JSON.readTree(get("/api/v1/rules").body()).path("data").path("groups")) {
            group.path("rules").forEach(rule -> alerts.add(Alert.of(rule)));
        }
        return alerts;
    }

    private HttpResponse<String> get(String path) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        try {
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
