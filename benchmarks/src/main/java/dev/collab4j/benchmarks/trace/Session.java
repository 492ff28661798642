package dev.collab4j.benchmarks.trace;

import dev.collab4j.core.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What several people made of a trace, each in a document of their own.
 *
 * @param writers one for each, who in the end have everything
 * @param updates those of all transactions, in order
 */
public record Session(List<Writer> writers, List<Update> updates) {
    /** Lets everybody type on top of what they had seen by then. */
    public static Session of(Trace trace) {
        List<Writer> writers = IntStream.range(0, trace.agents())
                .mapToObj(index -> new Writer(index, trace.agents()))
                .toList();
        List<Update> updates = new ArrayList<>();
        List<int[]> versions = new ArrayList<>();
        for (Trace.Step step : trace.steps()) {
            Writer writer = writers.get(step.agent());
            step.parents().forEach(parent -> writer.catchUp(versions.get(parent), writers));
            updates.addAll(writer.type(step));
            versions.add(writer.version());
        }
        writers.forEach(writer -> writers.forEach(other -> writer.catchUp(other.version(), writers)));
        return new Session(writers, updates);
    }
}
