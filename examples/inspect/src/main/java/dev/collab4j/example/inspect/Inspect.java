package dev.collab4j.example.inspect;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The tool: {@code java -jar inspect.jar COMMAND ...}. */
@Command(
        name = "inspect",
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks into files of Yjs updates; merges, cuts and converts them.",
        footer = {
            "",
            "A file named - is standard input or output. \"inspect COMMAND --help\" explains a command.",
            "The status is 0, 1 for a file that is missing, malformed or can't be written, 2 for wrong arguments."
        })
final class Inspect {
    /** What a shell reports for a command that a broken pipe ended: 128 and the number of the signal. */
    static final int BROKEN_PIPE = 141;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    private Inspect() {}

    /** Ends the process with the status of the command. */
    public static void main(String[] args) {
        System.exit(run(Streams.standard(), args));
    }

    /** Runs one command and returns its status. */
    static int run(Streams streams, String... args) {
        try {
            return commands(streams).execute(args);
        } catch (OutOfMemoryError e) {
            streams.error("There is not enough memory: java -Xmx... -jar inspect.jar ... allows more");
            return ExitCode.SOFTWARE;
        }
    }

    private static CommandLine commands(Streams streams) {
        CommandLine commands = new CommandLine(new Inspect())
                .addSubcommand(new Overview(streams))
                .addSubcommand(new JsonOf(streams))
                .addSubcommand(new TextOf(streams))
                .addSubcommand(new At(streams))
                .addSubcommand(new Merge(streams))
                .addSubcommand(new Diff(streams))
                .addSubcommand(new StateVectorOf(streams))
                .addSubcommand(new Convert(streams))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // a file's name may begin with @
                .setParameterExceptionHandler((e, args) -> {
                    streams.error(e.getMessage() + " (--help explains)");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, streams));
        return commands.setOut(streams.writer());
    }

    private static int failed(Exception e, Streams streams) throws Exception {
        if (e instanceof OutputException output) {
            streams.error(output.line);
            return output.isBrokenPipe() ? BROKEN_PIPE : ExitCode.SOFTWARE;
        } else if (e instanceof FailedException failed) {
            streams.error(failed.line);
        } else {
            throw e; // a mistake of the tool
        }
        return ExitCode.SOFTWARE;
    }
}
