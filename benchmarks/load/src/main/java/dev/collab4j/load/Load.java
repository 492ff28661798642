package dev.collab4j.load;

import dev.collab4j.load.wire.Protocol;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Puts load on a server of Yjs clients. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description =
                "Puts load on a server of Yjs clients and prints a JSON line for each run; what goes on is told on"
                        + " the standard error output.")
public final class Load {
    private Load() {}

    /** Exits with 0, 1 if a run failed, or 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    static int run(PrintStream out, String... args) {
        return new CommandLine(new Load())
                .addSubcommand(new Edit(out))
                .addSubcommand(new Hot(out))
                .addSubcommand(new Max(out))
                .addSubcommand(new Presences(out))
                .addSubcommand(new Sync(out))
                .addSubcommand(new Idle(out))
                .addSubcommand(new Storm(out))
                .addSubcommand(new Mixed(out))
                .addSubcommand(new Serve(out))
                .addSubcommand(new Compare(out))
                .addSubcommand(new ReportCommand())
                .registerConverter(Protocol.class, Protocol::of)
                .setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command))
                .execute(args);
    }

    /** Says why, without where in the code. */
    private static int failed(Exception thrown, CommandLine command) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        Console.say(command.getCommandName() + ": " + cause);
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
