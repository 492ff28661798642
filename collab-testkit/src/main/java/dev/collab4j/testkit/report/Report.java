package dev.collab4j.testkit.report;

import dev.collab4j.testkit.simulation.Interleaving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a {@link Comparison} measured.
 *
 * @param growth of each algorithm, what its edits cost
 * @param mixtures of each algorithm, how often passages were mixed
 */
public record Report(List<Growth> growth, List<Mixture> mixtures) {
    /**
     * What it costs to edit a text.
     *
     * @param algorithm its name
     * @param workload appending: single characters at the end; anywhere: up to six characters inserted or deleted
     * @param edits how many
     * @param characters UTF-16 units of the text in the end
     * @param textBytes those of the text in the end, as UTF-8
     * @param wireBytes those of all messages, each counted once
     * @param storedBytes those of a replica in the end
     * @param integrationMicros how long a new replica takes to receive all messages, a median
     */
    public record Growth(
            String algorithm,
            String workload,
            int edits,
            int characters,
            long textBytes,
            long wireBytes,
            long storedBytes,
            double integrationMicros) {
        /**
         * Returns what is stored beyond the text.
         *
         * @return bytes a character; a text of none counts as one
         */
        public double metadataPerCharacter() {
            return (double) (storedBytes - textBytes) / Math.max(1, characters);
        }

        /**
         * Returns what is sent.
         *
         * @return bytes an edit
         */
        public double wireBytesPerEdit() {
            return (double) wireBytes / edits;
        }

        /**
         * Returns what it costs others to take an edit in.
         *
         * @return microseconds an edit
         */
        public double integrationMicrosPerEdit() {
            return integrationMicros / edits;
        }
    }

    /**
     * How often passages written at one place were mixed.
     *
     * @param algorithm its name
     * @param writing how they were written
     * @param meetings how many times some met
     * @param share of the meetings in which one was mixed, from 0 to 1
     */
    public record Mixture(String algorithm, Interleaving.Writing writing, int meetings, double share) {}

    /**
     * A report.
     *
     * @param growth of each algorithm, what its edits cost; copied
     * @param mixtures of each algorithm, how often passages were mixed; copied
     */
    public Report {
        growth = List.copyOf(growth);
        mixtures = List.copyOf(mixtures);
    }

    /**
     * Returns what edits cost as a table.
     *
     * @return comma-separated values with a line of names
     */
    public String growthCsv() {
        return Csv.of(
                "algorithm,workload,edits,characters,textBytes,wireBytes,storedBytes,wireBytesPerEdit,"
                        + "metadataBytesPerCharacter,integrationMicrosPerEdit",
                growth.stream()
                        .map(each -> List.of(
                                each.algorithm,
                                each.workload,
                                each.edits,
                                each.characters,
                                each.textBytes,
                                each.wireBytes,
                                each.storedBytes,
                                each.wireBytesPerEdit(),
                                each.metadataPerCharacter(),
                                each.integrationMicrosPerEdit())));
    }

    /**
     * Returns how often passages were mixed as a table.
     *
     * @return comma-separated values with a line of names
     */
    public String interleavingCsv() {
        return Csv.of(
                "algorithm,writing,meetings,share",
                mixtures.stream().map(each -> List.of(each.algorithm, name(each.writing), each.meetings, each.share)));
    }

    private static String name(Interleaving.Writing writing) {
        return writing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Writes {@code growth.csv} and {@code interleaving.csv}, a plot of each cost and workload, and one of the
     * mixtures, as SVG.
     *
     * @param folder is made if it isn't there; files of these names are replaced
     */
    public void writeTo(Path folder) {
        write(folder, "growth.csv", growthCsv());
        write(folder, "interleaving.csv", interleavingCsv());
        write(folder, "interleaving.svg", interleavingPlot());
        growth.stream().map(Growth::workload).distinct().forEach(workload -> {
            plot(folder, "wire", workload, "bytes an edit on the wire", Growth::wireBytesPerEdit);
            plot(folder, "metadata", workload, "bytes of metadata a character", Growth::metadataPerCharacter);
            plot(folder, "integration", workload, "microseconds to take an edit in", Growth::integrationMicrosPerEdit);
        });
    }

    private void plot(Path folder, String name, String workload, String unit, ToDoubleFunction<Growth> value) {
        LinePlot plot = new LinePlot(unit + ", " + workload, "edits");
        growth.stream()
                .filter(each -> each.workload.equals(workload))
                .forEach(each -> plot.add(each.algorithm, each.edits, value.applyAsDouble(each)));
        write(folder, name + "-" + workload + ".svg", plot.toSvg());
    }

    private String interleavingPlot() {
        BarPlot plot = new BarPlot("mixed passages, % of the meetings");
        mixtures.forEach(each -> plot.add(name(each.writing), each.algorithm, 100 * each.share));
        return plot.toSvg();
    }

    private static void write(Path folder, String name, String content) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tables as RFC 4180 has them. */
    private static final class Csv {
        private Csv() {}

        static String of(String head, Stream<? extends List<?>> rows) {
            StringBuilder csv = new StringBuilder(head).append('\n');
            rows.forEach(row -> csv.append(
                            String.join(",", row.stream().map(Csv::field).toList()))
                    .append('\n'));
            return csv.toString();
        }

        private static String field(Object value) {
            if (value instanceof Double number) {
                return String.format(Locale.ROOT, "%.3f", number);
            }
            String text = value.toString();
            return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    }
}
