package dev.collab4j.load;

import dev.collab4j.load.report.Page;
import dev.collab4j.load.report.Result;
import dev.collab4j.load.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a page of results. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes a page of results: a file that needs nothing else. Runs of the same scenario with the same"
                + " parameters are put side by side.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Results, as --out writes them.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The page.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        List<Result> results = new ArrayList<>();
        for (Path file : files) {
            results.addAll(Results.read(file));
        }
        Files.writeString(out, Page.of(results));
        return ExitCode.OK;
    }
}
