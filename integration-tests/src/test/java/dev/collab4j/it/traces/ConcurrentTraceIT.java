package dev.collab4j.it.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What two people really typed at once, a document each: the trace's text for both, and the bytes of Yjs. */
class ConcurrentTraceIT {
    @Test
    void friendsForeverTypedByTwoGivesTheTextOfTheTraceAndTheBytesOfYjs() {
        Optional<Path> file = TraceFolder.find("concurrent/friendsforever.json.gz");
        if (file.isEmpty()) {
            return;
        }
        try (Oracle oracle = Oracle.start()) {
            oracle.send(Fields.of(
                    "do", "concurrent", "file", file.get().toAbsolutePath().toString()));
            ConcurrentTrace trace = ConcurrentTrace.read(file.get());
            List<TraceAgent> agents = replay(trace);
            assertThat(agents).extracting(TraceAgent::text).containsOnly(trace.endContent());
            List<String> ours = new ArrayList<>();
            for (TraceAgent agent : agents) {
                ours.add(Hashes.sha256(agent.text()));
                ours.add(Hashes.sha256(agent.state()));
            }
            assertThat(ours).isEqualTo(oracle.receive());
        }
    }

    private static List<TraceAgent> replay(ConcurrentTrace trace) {
        List<TraceAgent> agents = IntStream.range(0, trace.agents())
                .mapToObj(index -> new TraceAgent(index, trace.agents()))
                .toList();
        List<int[]> versions = new ArrayList<>();
        for (ConcurrentTrace.Step step : trace.steps()) {
            TraceAgent agent = agents.get(step.agent());
            for (int parent : step.parents()) {
                agent.catchUp(versions.get(parent), agents);
            }
            agent.type(step.patches());
            versions.add(agent.version());
        }
        for (TraceAgent agent : agents) {
            agents.forEach(other -> agent.catchUp(other.version(), agents));
        }
        return agents;
    }
}
