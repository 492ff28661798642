package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Trace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Runs benchmarks and prints a JSON line for each result. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs benchmarks and prints a JSON line for each result: lib, bench, metric, value, unit.",
            "A time is the median of the second half of all repetitions; \"cold\" is the first of them and"
                    + " \"allocated\" what one takes from the heap, in bytes. The exit code is 1 if a result was wrong."
        })
final class Run implements Callable<Integer> {
    private final PrintStream out;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "An editing trace (.json.gz), of one writer or several, or a document of Yjs in version 2 of"
                    + " the format (.yjs); can be repeated. Without any a synthetic trace serves.")
    private List<Path> traces = new ArrayList<>();

    @Option(
            names = "--bench",
            split = ",",
            paramLabel = "NAME",
            description =
                    "B1.1 to B3.5, B1, B2, B3, trace:NAME, conc:NAME, file:NAME, prosemirror or growth; one part of a trace is"
                            + " trace:NAME/floor, /local, /observed, /load, /load-v2, /remote, /merge or /memory, and one of"
                            + " growth is growth:inserts, :tombstones, :clients or :trace. All if absent.")
    private Set<String> names = new HashSet<>();

    @Option(
            names = "--yjs",
            paramLabel = "DIR",
            description =
                    "Where the harness of the others left what Yjs wrote (yjs.NAME.doc, yjs.NAME.updates): this is"
                            + " loaded and replayed, and ours must be equal.")
    private @Nullable Path yjs;

    @Option(names = "--n", description = "The size of B1, B2 and B3; ${DEFAULT-VALUE} if absent.")
    private int n = 6_000;

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "How many letters and tombstones growth ends with, and a hundredth as many clients;"
                    + " ${DEFAULT-VALUE} if absent.")
    private int largest = 1_000_000;

    @Option(names = "--repetitions", description = "How often a case runs at least; ${DEFAULT-VALUE} if absent.")
    private int repetitions = 20;

    @Option(names = "--seconds", description = "How long a case runs at least; ${DEFAULT-VALUE} if absent.")
    private int seconds = 5;

    @Option(names = "--cold", description = "Runs each case once. For a part of a trace alone, with --yjs.")
    private boolean cold;

    Run(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        List<Suite.Benchmark> chosen = suite().chosen(names);
        if (chosen.isEmpty()) {
            System.err.println("No benchmark is named " + String.join(" or ", names));
            return ExitCode.USAGE;
        }
        Repetitions policy = cold ? Repetitions.COLD : Repetitions.of(repetitions, seconds);
        boolean right = true;
        for (Suite.Benchmark benchmark : chosen) {
            right &= run(benchmark, policy);
        }
        return right ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean run(Suite.Benchmark benchmark, Repetitions policy) {
        Report report = new Report(out, Format.V1.lib, benchmark.name());
        try {
            benchmark.body().run(report, policy);
            return true;
        } catch (Check.WrongResultException e) {
            report.text("error", e.result + " is wrong", "text");
            return false;
        }
    }

    private Suite suite() throws IOException {
        Suite suite = new Suite();
        B1.addTo(suite, n);
        B2.addTo(suite, n);
        B3.addTo(suite, n);
        ProseMirror.addTo(suite, new YjsFiles(yjs));
        Growth.addTo(suite, largest);
        if (traces.isEmpty()) {
            addTyped(suite, "synthetic", Trace.synthetic());
        }
        for (Path file : traces) {
            add(suite, file);
        }
        return suite;
    }

    private void add(Suite suite, Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.json\\.gz$", "");
        if (name.endsWith(".yjs")) {
            StoredFile.addTo(suite, name, YjsFiles.bytes(file));
            return;
        }
        Trace trace = Trace.read(file);
        if (trace.concurrent()) {
            ConcurrentEdits.addTo(suite, name, trace, new YjsFiles(yjs));
        } else {
            addTyped(suite, name, trace);
        }
    }

    private void addTyped(Suite suite, String name, Trace trace) {
        LocalEdits.addTo(suite, name, trace, new YjsFiles(yjs));
        StoredTrace.addTo(suite, name, trace, new YjsFiles(yjs));
        Growth.addTo(suite, name, trace);
    }
}
