package dev.collab4j.example.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to OUT, and to what was there. */
class OutputFileTest {
    @TempDir
    Path folder;

    private final Stories stories = new Stories();
    private Shell shell;

    @BeforeEach
    void writeFiles() throws IOException {
        stories.writeTo(folder);
        shell = new Shell(folder);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void outMayBeAnInput() throws IOException {
        assertThat(shell.run("convert", "--to", "v2", "-o", "draft.bin", "draft.bin"))
                .isZero();
        assertThat(Files.readAllBytes(folder.resolve("draft.bin"))).isEqualTo(stories.draft.toV2());
    }

    @Test
    void aCommandThatFailsLeavesOutAsItWas() throws IOException {
        Files.writeString(folder.resolve("broken.bin"), "broken");
        assertThat(shell.run("merge", "-o", "draft.bin", "draft.bin", "broken.bin"))
                .isEqualTo(1);
        assertThat(Files.readAllBytes(folder.resolve("draft.bin"))).isEqualTo(stories.draft.toV1());
    }

    /** Whoever has the old file open, or a second name for it, never sees half of the new one. */
    @Test
    void theOldFileIsReplacedAndNotWrittenInto() throws IOException {
        Path old = Files.createLink(folder.resolve("old.bin"), folder.resolve("draft.bin"));
        assertThat(shell.run("convert", "--to", "v2", "-o", "draft.bin", "draft.bin"))
                .isZero();
        assertThat(Files.readAllBytes(old)).isEqualTo(stories.draft.toV1());
    }

    @Test
    void permissionsAndLinksStay() throws IOException {
        Path out = folder.resolve("draft.bin");
        assumeThat(out.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-rw-r-x"));
        Path link = Files.createSymbolicLink(folder.resolve("link.bin"), Path.of("draft.bin"));
        assertThat(shell.run("convert", "--to", "v2", "-o", "link.bin", "link.bin"))
                .isZero();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllBytes(out)).isEqualTo(stories.draft.toV2());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-rw-r-x");
    }

    @Test
    void aNewFileHasTheRightsOfAnyOther() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path other = Files.createFile(folder.resolve("other"));
        assertThat(shell.run("convert", "--to", "v2", "-o", "new.bin", "draft.bin"))
                .isZero();
        assertThat(Files.getPosixFilePermissions(folder.resolve("new.bin")))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void whatCantBeWrittenIsNamed() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        assertFails("folder", "folder: can't be written: it is a folder");
        assertFails("nowhere/out.bin", "nowhere/out.bin: its folder isn't there");
        assertFails("draft.bin/out.bin", "draft.bin/out.bin: can't be written: ");
    }

    private void assertFails(String out, String line) {
        assertThat(shell.run("convert", "--to", "v2", "-o", out, "draft.bin")).isEqualTo(1);
        assertThat(shell.errors()).singleElement().asString().startsWith("inspect: " + line);
    }

    @Test
    void aDeviceIsWrittenTo() {
        assumeThat(Path.of("/dev/null")).exists();
        assertThat(shell.run("convert", "--to", "v2", "-o", "/dev/null", "draft.bin"))
                .isZero();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
