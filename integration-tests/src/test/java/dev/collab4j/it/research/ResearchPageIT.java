package dev.collab4j.it.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.collab4j.testkit.simulation.FailedHistory;
import dev.collab4j.testkit.simulation.Histories;
import dev.collab4j.testkit.simulation.Network;
import dev.collab4j.testkit.simulation.Replica;
import dev.collab4j.testkit.simulation.Simulation;
import dev.collab4j.testkit.simulation.TextOp;
import dev.collab4j.testkit.simulation.TextOps;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody has who copies docs/research.md. {@code collab.research.histories} says how many histories its RGA has
 * to come out of.
 */
class ResearchPageIT {
    private static final Path ROOT = Path.of(System.getProperty("collab.root"));
    private static final int HISTORIES = Integer.getInteger("collab.research.histories", 2_000);
    private static final String NEEDS_JQWIK = "src/test/java/RgaProperties.java";
    private static final Histories<TextOp> CAUSAL =
            Histories.of(TextOps.any()).replicas(2, 5).steps(1, 80).network(Network.causal());

    private static ResearchPage page() throws IOException {
        return ResearchPage.read(ROOT);
    }

    @Test
    void aNewProjectOfTheCoreAndTheTestkitAloneRunsItsProperties() throws Exception {
        NewProject project =
                new NewProject(ROOT, Path.of("target/research-page").toAbsolutePath());
        for (String artifact : List.of("collab-parent", "collab-core", "collab-transport-spi", "collab-testkit")) {
            project.install(artifact);
        }
        for (Map.Entry<String, String> file : page().files().entrySet()) {
            if (!file.getKey().equals(NEEDS_JQWIK)) {
                project.write(file.getKey(), file.getValue());
            }
        }
        assertThat(project.maven("test"))
                .contains("Tests run: 5, Failures: 0, Errors: 0, Skipped: 0")
                .endsWith("exit code 0");
        assertThat(Path.of("target/research-page/target/report/interleaving.svg"))
                .isRegularFile();
    }

    @Test
    void allItsFilesCompile(@TempDir Path folder) throws Exception {
        Map<String, String> files = page().files();
        assertThat(files).hasSize(5).containsKey(NEEDS_JQWIK);
        compile(folder, files);
    }

    @Test
    void itsRgaConverges(@TempDir Path folder) throws Exception {
        IntFunction<Replica<TextOp, Object>> rga = rga(folder, page().files());
        CAUSAL.check(HISTORIES, history -> Simulation.run(rga, history).assertConverged());
    }

    @Test
    void withoutItsTieBreakItFailsAsThePageSays(@TempDir Path folder) throws Exception {
        Map<String, String> files = page().files();
        files.computeIfPresent("src/test/java/Rga.java", (path, source) -> withoutTieBreak(source));
        IntFunction<Replica<TextOp, Object>> rga = rga(folder, files);
        assertThatExceptionOfType(FailedHistory.class)
                .isThrownBy(() -> CAUSAL.check(
                        HISTORIES, history -> Simulation.run(rga, history).assertConverged()))
                .satisfies(failed -> assertThat(page().text().contains("\n```\n" + failed.getMessage() + "\n```\n"))
                        .as("The page shows \"%s\"", failed.getMessage())
                        .isTrue());
    }

    private static String withoutTieBreak(String source) {
        String broken = source.replaceAll("(?m)^.*// the tie-break\n", "");
        assertThat(broken).isNotEqualTo(source);
        return broken;
    }

    /** Replicas of the class Rga in {@code files}. */
    private static IntFunction<Replica<TextOp, Object>> rga(Path folder, Map<String, String> files) throws Exception {
        compile(folder, files);
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        Constructor<?> constructor = loader.loadClass("Rga").getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        return id -> make(constructor, id);
    }

    @SuppressWarnings("unchecked")
    private static Replica<TextOp, Object> make(Constructor<?> constructor, int id) {
        try {
            return (Replica<TextOp, Object>) constructor.newInstance(id);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Path folder, Map<String, String> files) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".java")) {
                Path source = folder.resolve(Path.of(file.getKey()).getFileName());
                Files.writeString(source, file.getValue());
                arguments.add(source.toString());
            }
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}
