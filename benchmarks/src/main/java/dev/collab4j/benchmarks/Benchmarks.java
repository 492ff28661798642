package dev.collab4j.benchmarks;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures the core. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures the core.",
        subcommands = Jmh.class)
public final class Benchmarks {
    private Benchmarks() {}

    /** Exits with 0, or 1 if a result was wrong, or 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    static int run(PrintStream out, String... args) {
        return new CommandLine(new Benchmarks()).addSubcommand(new Run(out)).execute(args);
    }
}
