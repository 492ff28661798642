package dev.collab4j.it.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.it.lockstep.HistoryGenerator;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import dev.collab4j.it.traces.TraceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command {@code inspect.jar} on files that the real Yjs wrote: what it prints and writes is what Yjs says of them.
 *
 * <p>Properties: {@code collab.inspect.histories} (how many random histories), {@code collab.inspect.seed} (the first one).
 */
class InspectIT {
    private static final int HISTORIES = Integer.getInteger("collab.inspect.histories", 10);
    private static final long SEED = Long.getLong("collab.inspect.seed", 70_000);

    @TempDir
    static Path folder;

    private static Oracle oracle;

    /** The names of files with all kinds of content, of pending ones and of conflicts; each is there as .v1 and .v2. */
    private static List<String> names;

    private final Tool tool = new Tool(folder);

    @BeforeAll
    static void writeFiles() throws IOException {
        Files.createFile(folder.resolve("standard-input"));
        oracle = Oracle.start();
        names = ask("files", "folder", folder.toString());
    }

    @AfterAll
    static void endOracle() {
        oracle.close();
    }

    private static List<String> ask(String command, Object... fields) {
        return ask(command, Fields.of(fields));
    }

    private static List<String> ask(String command, Fields request) {
        return oracle.ask(request.with("do", "inspect").with("command", command));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static List<String> files(String version) {
        return names.stream().map(name -> path(name + "." + version)).toList();
    }

    @ParameterizedTest
    @CsvSource({"v1, text", "v2, delta"})
    void jsonIsWhatJavaScriptPrints(String version, String text) throws Exception {
        List<String> roots = List.of("text:" + text, "array:array", "map:map", "fragment:xml", "element:xmlelement");
        compareJson(version, roots, files(version));
    }

    @Test
    void jsonOfRandomHistoriesIsWhatJavaScriptPrints() throws Exception {
        List<String> files = new ArrayList<>();
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            files.addAll(states(seed));
        }
        compareJson("v1", List.of("t:delta", "u:xmltext", "a:array", "m:map", "x:xml", "e:xmlelement"), files);
    }

    /** The documents that a history leaves behind in Yjs. */
    private static List<String> states(long seed) throws IOException {
        List<String> files = new ArrayList<>();
        Fields history = HistoryGenerator.generate(seed).toRequest();
        for (String line : oracle.ask(Fields.of("do", "corpus", "history", history))) {
            if (line.startsWith("state")) {
                Path file = folder.resolve("history-" + seed + "-" + files.size() + ".v1");
                Files.write(file, HexFormat.of().parseHex(line, line.indexOf(' ') + 1, line.length()));
                files.add(file.toString());
            }
        }
        return files;
    }

    /** Where JavaScript has no JSON, for a bigint, there is a line less, and an error more. */
    private void compareJson(String version, List<String> roots, List<String> files) throws Exception {
        List<String> expected = ask("json", "from", version, "roots", roots, "files", files);
        Tool.Result result = tool.run(command("json", version, roots, files));
        assertThat(result.lines()).isNotEmpty().isEqualTo(expected);
        assertThat(result.errors())
                .hasSize(files.size() - expected.size())
                .allSatisfy(line -> assertThat(line).contains("JSON has no BigInteger"));
        assertThat(result.status()).isEqualTo(result.errors().isEmpty() ? 0 : 1);
    }

    private static List<String> command(String name, String version, List<String> roots, List<String> files) {
        List<String> command = new ArrayList<>(List.of(name, "--from", version));
        roots.forEach(root -> command.addAll(List.of("--root", root)));
        command.addAll(files);
        return command;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void inspectSaysWhatYjsKnows(String version) throws Exception {
        compareFindings(version, files(version));
    }

    private void compareFindings(String version, List<String> files) throws Exception {
        List<String> expected = new ArrayList<>();
        files.forEach(file -> expected.addAll(ask("inspect", "from", version, "file", file)));
        List<String> command = new ArrayList<>(List.of("inspect", "--json", "--from", version));
        command.addAll(files);
        Tool.Result result = tool.run(command);
        assertThat(result.lines()).isEqualTo(expected);
        assertThat(result.status()).isZero();
    }

    @Test
    void longHistoriesAreShownAsByYjs() throws Exception {
        List<String> files = Stream.of("A1", "A2", "C1", "S1", "S2")
                .flatMap(name -> TraceFolder.find("egwalker-yjs/" + name + ".yjs").stream())
                .map(file -> file.toAbsolutePath().toString())
                .toList();
        if (!files.isEmpty()) {
            compareJson("v2", List.of("text:text"), files);
            compareFindings("v2", files);
        }
    }

    @Test
    void textIsThatOfYjs() throws Exception {
        String file = path("history.v1");
        ask("text", "from", "v1", "root", "text", "file", file, "out", path("expected"));
        assertThat(tool.run("text", "--root", "text", file).output())
                .isEqualTo(Files.readAllBytes(folder.resolve("expected")));
    }

    @ParameterizedTest
    @CsvSource({"first, v1, v1", "second, v2, v2", "second, v1, v2", "first, v2, v1"})
    void atShowsWhatYjsRestores(String moment, String version, String snapshotVersion) throws Exception {
        List<String> roots = List.of("text:delta", "map:map");
        Fields snapshot = Fields.of("snapshot", path(moment + ".snapshot-" + snapshotVersion));
        Fields request = snapshot.with("snapshotFrom", snapshotVersion).with("from", version);
        String file = path("history." + version);
        List<String> expected = ask("at", request.with("roots", roots).with("file", file));
        List<String> command = command("at", version, roots, List.of(file));
        command.addAll(List.of("--snapshot", snapshot.text("snapshot")));
        Tool.Result result = tool.run(command);
        assertThat(result.lines()).isEqualTo(expected);
        assertThat(result.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void whatIsWrittenIsWhatYjsWrites(String version) throws Exception {
        List<String> some = List.of(path("history." + version), path("3." + version), path("20." + version));
        ask("merge", "from", version, "files", some, "out", path("merged"));
        List<String> merge = new ArrayList<>(List.of("merge", "--from", version, "-o", "written"));
        merge.addAll(some);
        assertWrites("merged", merge);
        ask("statevector", "from", version, "file", some.get(1), "out", path("known"));
        assertWrites("known", List.of("statevector", "--from", version, "-o", "written", some.get(1)));
        ask("diff", "from", version, "sv", path("known"), "file", path("merged"), "out", path("rest"));
        assertWrites("rest", List.of("diff", "--from", version, "--sv", "known", "-o", "written", "merged"));
        String other = version.equals("v1") ? "v2" : "v1";
        ask("convert", "from", version, "to", other, "file", path("merged"), "out", path("converted"));
        assertWrites("converted", List.of("convert", "--from", version, "--to", other, "-o", "written", "merged"));
    }

    private void assertWrites(String expected, List<String> command) throws Exception {
        Tool.Result result = tool.run(command);
        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("written")))
                .isEqualTo(Files.readAllBytes(folder.resolve(expected)));
    }

    @Test
    void aPipeThatBreaksEndsTheCommandWithALine() throws Exception {
        Doc doc = new Doc();
        doc.getText("text").insert(0, "x".repeat(1_000_000));
        Files.write(folder.resolve("long.v1"), doc.encodeStateAsUpdate().toV1());
        Tool.Result result = tool.runInto(10, "text", "--root", "text", "long.v1");
        assertThat(result.text()).isEqualTo("xxxxxxxxxx");
        assertThat(result.errors())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("inspect: standard output: can't be written: ");
        assertThat(result.status()).isEqualTo(141);
    }

    @Test
    void whatIsWrongIsOneLineAndAStatus() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("history.v1"));
        Files.write(folder.resolve("cut.v1"), Arrays.copyOf(whole, whole.length / 2));
        assertFails(1, "history.v2: .* --from v2", "text", "--root", "text", "history.v2");
        assertFails(1, "missing: there is no such file", "text", "--root", "text", "missing");
        assertFails(1, "cut.v1: .*byte.*", "convert", "--to", "v2", "-o", "never", "cut.v1");
        assertFails(1, "nowhere/out: .*", "convert", "--to", "v2", "-o", "nowhere/out", "history.v1");
        assertFails(2, "Missing required option.*", "text", "history.v1");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    private void assertFails(int status, String line, String... command) throws Exception {
        Tool.Result result = tool.run(command);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).singleElement().asString().matches("inspect: " + line);
        assertThat(result.status()).isEqualTo(status);
    }
}
