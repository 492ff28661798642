package dev.collab4j.example.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
    @TempDir
    Path folder;

    private final Stories stories = new Stories();
    private Shell shell;

    @BeforeEach
    void writeFiles() throws IOException {
        stories.writeTo(folder);
        shell = new Shell(folder);
    }

    @Test
    void jsonPrintsAnObjectOfRootsForEachFile() {
        assertThat(shell.run("json", "--root", "text:text", "--root", "meta:map", "draft.bin", "story.bin"))
                .isZero();
        assertThat(shell.output()).isEqualTo("""
                {"text":"Once upon a time","meta":{"title":"A story","price":1e+21}}
                {"text":"Once time, in a land","meta":{"title":"A story","price":1e+21}}
                """);
        assertThat(shell.errors()).isEmpty();
    }

    @Test
    void aRootIsReadAsItIsTold() {
        assertJson(
                "text:delta",
                "{\"text\":[{\"insert\":\"Once\",\"attributes\":{\"bold\":true}},{\"insert\":\" time, in a land\"}]}");
        assertJson("text:xmltext", "{\"text\":\"<bold>Once</bold> time, in a land\"}");
        assertJson("nothing:array", "{\"nothing\":[]}");
        assertJson("a:b:xml", "{\"a:b\":\"\"}");
        assertJson("e:xmlelement", "{\"e\":\"<undefined></undefined>\"}");
    }

    private void assertJson(String root, String expected) {
        assertThat(shell.run("json", "--root", root, "story.bin")).isZero();
        assertThat(shell.output()).isEqualTo(expected + "\n");
    }

    @Test
    void textPrintsTheCharactersAlone() {
        assertThat(shell.run("text", "--root", "text", "draft.bin")).isZero();
        assertThat(shell.output()).isEqualTo("Once upon a time");
        assertThat(shell.run("text", "--root", "text", "--from", "v2", "story-v2.bin"))
                .isZero();
        assertThat(shell.output()).isEqualTo("Once time, in a land");
    }

    @Test
    void standardInputAndOutputAreFilesNamedMinus() {
        assertThat(shell.input(stories.draft.toV1()).run("text", "--root", "text", "-"))
                .isZero();
        assertThat(shell.output()).isEqualTo("Once upon a time");
        assertThat(shell.run("convert", "--to", "v2", "-o", "-", "draft.bin")).isZero();
        assertThat(shell.bytes()).isEqualTo(stories.draft.toV2());
        assertThat(shell.run("merge", "-o", "-", "-", "-")).isEqualTo(2);
        assertThat(shell.errors()).singleElement().asString().contains("only once");
    }

    @Test
    void mergeMakesOneUpdate() throws IOException {
        assertThat(shell.run("merge", "-o", "out.bin", "late.bin", "draft.bin")).isZero();
        assertThat(written())
                .isEqualTo(Update.merge(List.of(stories.late, stories.draft)).toV1());
        assertThat(shell.run("merge", "-o", "out.bin", "draft.bin")).isZero();
        assertThat(written()).isEqualTo(stories.draft.toV1());
    }

    private byte[] written() throws IOException {
        return Files.readAllBytes(folder.resolve("out.bin"));
    }

    @Test
    void diffLeavesOutWhatAReplicaHas() throws IOException {
        assertThat(shell.run("diff", "--sv", "draft.sv", "-o", "out.bin", "story.bin"))
                .isZero();
        assertThat(written())
                .isEqualTo(stories.edited.diff(stories.draft.stateVector()).toV1());
    }

    @Test
    void theStateVectorOfAnUpdateIsWritten() throws IOException {
        assertThat(shell.run("statevector", "-o", "out.bin", "draft.bin")).isZero();
        assertThat(written()).isEqualTo(Files.readAllBytes(folder.resolve("draft.sv")));
    }

    @Test
    void convertWritesTheOtherVersion() throws IOException {
        assertThat(shell.run("convert", "--from", "v2", "--to", "v1", "-o", "out.bin", "story-v2.bin"))
                .isZero();
        assertThat(written()).isEqualTo(stories.edited.toV1());
        assertThat(shell.run("convert", "--from=V2", "--to=V2", "-o", "out.bin", "story-v2.bin"))
                .isZero();
        assertThat(written()).isEqualTo(stories.edited.toV2());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void atShowsADocumentAsItWas(String version) throws IOException {
        Path snapshot = folder.resolve("draft.snapshot");
        Files.write(snapshot, version.equals("v1") ? stories.middle.toV1() : stories.middle.toV2());
        String[] at = {"at", "--snapshot", "draft.snapshot", "--root", "text:text", "story.bin"};
        assertThat(shell.run(at)).isZero();
        assertThat(shell.output()).isEqualTo("{\"text\":\"Once upon a time\"}\n");
        assertThat(shell.errors()).isEmpty();
    }

    @Test
    void aSnapshotIsTakenInTheVersionThatFitsTheDocument() throws IOException {
        Doc doc = new Doc(DocOptions.builder().gc(false).build());
        doc.getText("text").insert(0, "abcdef");
        doc.getText("text").delete(2, 1);
        Files.write(folder.resolve("v1.snapshot"), doc.snapshot().toV1());
        Files.write(folder.resolve("v2.snapshot"), doc.snapshot().toV2());
        doc.getText("text").delete(2, 1); // so the bytes of v1 are, in v2, a snapshot of this document, too
        Files.write(folder.resolve("doc.bin"), doc.encodeStateAsUpdate().toV1());
        for (String snapshot : List.of("v1.snapshot", "v2.snapshot")) {
            assertThat(shell.run("at", "--snapshot", snapshot, "--root", "text:text", "doc.bin"))
                    .isZero();
            assertThat(shell.output()).isEqualTo("{\"text\":\"abdef\"}\n");
        }
        assertThat(shell.run(
                        "at", "--snapshot", "v1.snapshot", "--snapshot-from", "v2", "--root", "text:text", "doc.bin"))
                .isZero();
        assertThat(shell.output()).isEqualTo("{\"text\":\"abef\"}\n");
    }

    @Test
    void whatWasCollectedSinceASnapshotIsCounted() throws IOException {
        Doc doc = new Doc();
        doc.getText("text").insert(0, "abcdef");
        Files.write(folder.resolve("whole.snapshot"), doc.snapshot().toV1());
        doc.getText("text").delete(2, 3);
        Files.write(folder.resolve("doc.bin"), doc.encodeStateAsUpdate().toV1());
        assertThat(shell.run("at", "--snapshot", "whole.snapshot", "--root", "text:text", "doc.bin"))
                .isZero();
        assertThat(shell.output()).isEqualTo("{\"text\":\"abf\"}\n");
        assertThat(shell.errors())
                .containsExactly(
                        "inspect: doc.bin: 3 elements that the snapshot shows were collected; they are missing here");
    }

    @Test
    void aSnapshotOfALaterDocumentIsRefused() throws IOException {
        Doc doc = new Doc();
        doc.applyUpdate(stories.edited);
        Files.write(folder.resolve("later.snapshot"), doc.snapshot().toV1());
        assertFails(
                "draft.bin: The snapshot knows clock",
                "at",
                "--snapshot",
                "later.snapshot",
                "--root",
                "text:text",
                "draft.bin");
    }

    @Test
    void inspectForProgramsSaysAll() {
        assertThat(shell.run("inspect", "--json", "late.bin")).isZero();
        assertThat(shell.output())
                .startsWith("{\"file\":\"late.bin\",\"version\":\"v1\",\"bytes\":")
                .contains("\"pending\":{\"structs\":{\"STRING\":{\"structs\":1,\"elements\":11}}")
                .endsWith("\n");
    }

    @Test
    void structsAreListed() {
        assertThat(shell.run("inspect", "--structs", "draft.bin")).isZero();
        assertThat(shell.output())
                .isEqualTo("1:0+16 STRING in \"text\"\n1:16+1 ANY in \"meta\" key \"title\"\n"
                        + "1:17+1 ANY in \"meta\" key \"price\"\n");
    }

    @Test
    void oneBrokenFileDoesNotKeepTheOthersFromBeingShown() throws IOException {
        Files.write(folder.resolve("broken.bin"), new byte[] {5, 5});
        assertThat(shell.run("json", "--root", "text:text", "broken.bin", "draft.bin", "missing.bin"))
                .isEqualTo(1);
        assertThat(shell.output()).isEqualTo("{\"text\":\"Once upon a time\"}\n");
        assertThat(shell.errors()).hasSize(2);
        assertThat(shell.errors().get(0)).startsWith("inspect: broken.bin: ");
        assertThat(shell.errors().get(1)).isEqualTo("inspect: missing.bin: there is no such file");
    }

    @Test
    void theWrongVersionIsNamedWithTheRemedy() {
        assertFails(
                "story-v2.bin: These bytes are an update in version 2, given as version 1: --from v2",
                "text",
                "--root",
                "text",
                "story-v2.bin");
        assertFails(
                "story.bin: These bytes are an update in version 1, given as version 2: --from v1",
                "merge",
                "--from",
                "v2",
                "-o",
                "out.bin",
                "story.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void aTruncatedFileIsRefusedWhereItIs(String version) throws IOException {
        byte[] whole = version.equals("v1") ? stories.edited.toV1() : stories.edited.toV2();
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.resolve("cut.bin"), Arrays.copyOf(whole, length));
            assertThat(shell.run("convert", "--from", version, "--to", "v1", "-o", "out.bin", "cut.bin"))
                    .isEqualTo(1);
            assertThat(shell.errors())
                    .singleElement()
                    .asString()
                    .startsWith("inspect: cut.bin: ")
                    .contains("byte");
        }
        assertThat(folder.resolve("out.bin")).doesNotExist();
    }

    @Test
    void whatHasNoJsonIsOneLine() throws IOException {
        Doc doc = new Doc();
        doc.getMap("map").set("big", BigInteger.TEN);
        Files.write(folder.resolve("big.bin"), doc.encodeStateAsUpdate().toV1());
        assertFails("big.bin: JSON has no BigInteger, at $.map.big", "json", "--root", "map:map", "big.bin");
    }

    @Test
    void foldersAndMissingFilesAreNamed() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        assertFails("folder: can't be read: it is a folder", "text", "--root", "text", "folder");
        assertFails("draft.sv: ", "text", "--root", "text", "draft.sv");
        assertFails("no.sv: there is no such file", "diff", "--sv", "no.sv", "-o", "out.bin", "draft.bin");
        assertFails("two lines: there is no such file", "text", "--root", "text", "two\nlines");
    }

    private void assertFails(String line, String... command) {
        assertThat(shell.run(command)).isEqualTo(1);
        assertThat(shell.output()).isEmpty();
        assertThat(shell.errors()).singleElement().asString().startsWith("inspect: " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "json draft.bin",
                "json --root text draft.bin",
                "json --root text:poem draft.bin",
                "json --root text:text --root text:delta draft.bin",
                "json --root text:text",
                "text draft.bin",
                "text --root text draft.bin story.bin",
                "text --root text --from v3 draft.bin",
                "merge draft.bin",
                "merge -o out.bin",
                "diff -o out.bin draft.bin",
                "convert -o out.bin draft.bin",
                "statevector draft.bin",
                "at --root text:text draft.bin",
                "inspect",
                "inspect --json --structs draft.bin",
                "inspect --frob draft.bin"
            })
    void wrongArgumentsAreOneLineAndStatus2(String command) {
        assertThat(shell.run(command.isEmpty() ? new String[0] : command.split(" ")))
                .isEqualTo(2);
        assertThat(shell.output()).isEmpty();
        assertThat(shell.errors())
                .singleElement()
                .asString()
                .startsWith("inspect: ")
                .endsWith("(--help explains)");
        assertThat(folder.resolve("out.bin")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "json", "text", "at", "merge", "diff", "statevector", "convert"})
    void helpExplains(String command) {
        assertThat(shell.run(command, "--help")).isZero();
        assertThat(shell.output()).startsWith("Usage: inspect " + command).contains("--from");
        assertThat(shell.errors()).isEmpty();
        assertThat(shell.run("--help")).isZero();
        assertThat(shell.output()).contains(command);
    }

    @Test
    void aBrokenPipeEndsWithALine() {
        assertThat(shell.run(failing("Broken pipe"), "inspect", "draft.bin")).isEqualTo(141);
        assertThat(shell.errors()).containsExactly("inspect: standard output: can't be written: Broken pipe");
    }

    @Test
    void aFullDiskBehindStandardOutputIsSaid() {
        assertThat(shell.run(failing("No space left on device"), "convert", "--to=v2", "-o", "-", "draft.bin"))
                .isEqualTo(1);
        assertThat(shell.errors())
                .containsExactly("inspect: standard output: can't be written: No space left on device");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void halvesOfPairsAreReplacedInTextAsNodeDoesIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streams streams = new Streams(folder, InputStream.nullInputStream(), out, System.err);
        streams.print("a\ud83db");
        streams.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\uFFFDb");
    }
}
