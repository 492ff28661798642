package dev.collab4j.load;

import dev.collab4j.load.report.Figure;
import dev.collab4j.load.report.Result;
import java.io.PrintStream;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** More and more letters, until a server can't keep up. */
@Command(
        name = "max",
        mixinStandardHelpOptions = true,
        description =
                "As edit, faster and faster, until the p95 is too late or less than 97 % is delivered in time; then"
                        + " once more with half the step. Says how many deliveries a second were the most.")
final class Max extends Typing {

    @Option(names = "--step", description = "By what the rate is multiplied; ${DEFAULT-VALUE} if absent.")
    private double step = 1.4;

    @Option(names = "--steps", description = "How many rates are tried at most; ${DEFAULT-VALUE} if absent.")
    private int steps = 20;

    @Option(names = "--p95", paramLabel = "MS", description = "What is too late; ${DEFAULT-VALUE} if absent.")
    private double p95 = 100;

    Max(PrintStream out) {
        super(out, 1_000, 5, 5, 0.3, 0);
    }

    @Override
    void type(Crowd crowd, Result result) throws InterruptedException {
        result.parameter("step", step).parameter("p95", p95);
        Optional<Window.Outcome> best = climb(crowd, result);
        result.figure("most [deliveries/s]", best.map(Window.Outcome::delivered).orElse(0.0));
        best.ifPresent(outcome -> TypingFigures.addTo(result, outcome, meter().hasServer()));
    }

    private Optional<Window.Outcome> climb(Crowd crowd, Result result) throws InterruptedException {
        Ladder ladder = new Ladder(rate(), step);
        Window.Outcome best = null;
        for (int i = 0; i < steps && !ladder.isDone(); i++) {
            Window.Outcome outcome = new Window(crowd, meter(), pace(ladder.rate())).run();
            boolean passes = outcome.passes(p95);
            show(outcome, ladder.rate(), passes, result);
            best = passes ? outcome : best;
            ladder.tried(passes);
        }
        return Optional.ofNullable(best);
    }

    private static void show(Window.Outcome outcome, double rate, boolean passes, Result result) {
        double late = Figure.millis(outcome.latency(), 95);
        Console.say(
                "%s %.2f letters/s an editor: %,.0f of %,.0f deliveries/s, p95 %.1f ms, server %.0f %%, generator %.0f %%"
                        .formatted(
                                passes ? "+" : "-",
                                rate,
                                outcome.delivered(),
                                outcome.offered(),
                                late,
                                outcome.usage().percent(outcome.usage().server()),
                                outcome.usage().percent(outcome.usage().own())));
        result.point("latency p95 [ms] by offered [deliveries/s]", outcome.offered(), late);
        result.point("delivered [deliveries/s] by offered [deliveries/s]", outcome.offered(), outcome.delivered());
    }
}
