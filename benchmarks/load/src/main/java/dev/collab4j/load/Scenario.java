package dev.collab4j.load;

import dev.collab4j.load.report.Figure;
import dev.collab4j.load.report.Result;
import dev.collab4j.load.report.Results;
import dev.collab4j.load.system.Meter;
import dev.collab4j.load.wire.Network;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A kind of load. Its result is a line of JSON on the standard output. */
abstract class Scenario implements Callable<Integer> {

    private final PrintStream out;

    @Mixin
    private Target target = new Target();

    @Spec
    private @Nullable CommandSpec spec;

    private Meter meter = target.meter();

    Scenario(PrintStream out) {
        this.out = out;
    }

    Target target() {
        return target;
    }

    Meter meter() {
        return meter;
    }

    /** Puts the load on the server and says in the result what came of it. */
    abstract void run(Network network, Result result) throws Exception;

    @Override
    public Integer call() throws Exception {
        meter = target.meter();
        Result result = Result.of(
                spec == null ? "" : spec.name(),
                target.server(),
                target.protocol().toString());
        result.note(target.note());
        try (Network network = target.network()) {
            run(network, result);
            addMemory(result);
        }
        Results.write(result, out, target.out());
        return ExitCode.OK;
    }

    /** With all connections still there. */
    private void addMemory(Result result) {
        if (meter.hasServer()) {
            result.figure("server RSS [MiB]", Figure.mebibytes(meter.residentBytes()));
            result.figure("server peak RSS [MiB]", Figure.mebibytes(meter.peakBytes()));
        }
    }

    /** Lets clients come, and says if some did not. */
    Crowd.Arrival connect(Crowd crowd, int perDocument, Result result) throws InterruptedException {
        Crowd.Arrival arrival = crowd.connect(perDocument);
        Console.say("%,d of %,d connected in %.1f s"
                .formatted(arrival.wanted() - arrival.failed(), arrival.wanted(), arrival.seconds()));
        result.trouble("not connected", arrival.failed());
        result.trouble("told to come later", arrival.later());
        return arrival;
    }
}
