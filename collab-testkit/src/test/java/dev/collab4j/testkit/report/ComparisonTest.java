package dev.collab4j.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.testkit.algorithm.DocReplica;
import dev.collab4j.testkit.algorithm.Fugue;
import dev.collab4j.testkit.algorithm.Rga;
import dev.collab4j.testkit.simulation.Interleaving.Writing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Report REPORT = new Comparison()
            .add("RGA", Rga::new)
            .add("Fugue <1>", Fugue::new)
            .add("Collab, v1", DocReplica::version1)
            .edits(30, 90)
            .meetings(200)
            .run();

    /** Where M. Weidner and M. Kleppmann, "The Art of the Fugue", say that they are. */
    @Test
    void anomaliesAreWhereTheoryHasThem() {
        for (Writing writing : Writing.values()) {
            assertThat(share("Fugue <1>", writing)).as("Fugue %s", writing).isZero();
        }
        assertThat(share("RGA", Writing.FORWARD)).isZero();
        assertThat(share("RGA", Writing.FORWARD_TOGETHER)).isZero();
        assertThat(share("RGA", Writing.BACKWARD)).isGreaterThan(0.9);
        assertThat(share("RGA", Writing.ANYWHERE)).isGreaterThan(0.5);
        assertThat(share("Collab, v1", Writing.FORWARD)).isZero();
        assertThat(share("Collab, v1", Writing.FORWARD_TOGETHER)).isZero();
        assertThat(share("Collab, v1", Writing.BACKWARD)).isZero();
        assertThat(share("Collab, v1", Writing.BACKWARD_TOGETHER)).isBetween(0.2, 0.7);
    }

    private static double share(String algorithm, Writing writing) {
        return REPORT.mixtures().stream()
                .filter(each -> each.algorithm().equals(algorithm) && each.writing() == writing)
                .findFirst()
                .orElseThrow()
                .share();
    }

    @Test
    void tablesHaveALineForEachMeasurement() {
        assertThat(REPORT.growthCsv().lines()).hasSize(1 + 3 * 2 * 2).allMatch(line -> columns(line) == 10);
        assertThat(REPORT.growthCsv()).contains("\n\"Collab, v1\",appending,90,90,90,");
        assertThat(REPORT.interleavingCsv().lines()).hasSize(1 + 3 * Writing.values().length);
        assertThat(REPORT.interleavingCsv()).contains("\nRGA,backward together,200,");
    }

    private static int columns(String line) {
        return line.replace("\"Collab, v1\"", "Collab").split(",").length;
    }

    @Test
    void plotsAreWellFormed(@TempDir Path folder) throws Exception {
        REPORT.writeTo(folder.resolve("report"));
        try (Stream<Path> files = Files.list(folder.resolve("report"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "growth.csv",
                            "interleaving.csv",
                            "interleaving.svg",
                            "wire-appending.svg",
                            "wire-anywhere.svg",
                            "metadata-appending.svg",
                            "metadata-anywhere.svg",
                            "integration-appending.svg",
                            "integration-anywhere.svg");
        }
        for (String plot : new String[] {"interleaving.svg", "metadata-appending.svg"}) {
            String root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("report").resolve(plot).toFile())
                    .getDocumentElement()
                    .getTagName();
            assertThat(root).isEqualTo("svg");
        }
    }

    /** The report of docs/research.md, into the folder that {@code collab.report} names. */
    @Test
    @EnabledIfSystemProperty(named = "collab.report", matches = ".+")
    void reportInFull() {
        new Comparison()
                .add("RGA", Rga::new)
                .add("Fugue", Fugue::new)
                .add("Collab, v1", DocReplica::version1)
                .add("Collab, v2", DocReplica::version2)
                .run()
                .writeTo(Path.of(System.getProperty("collab.report")));
    }
}
