package dev.collab4j.it.hostile;

import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.awareness.AwarenessState;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.it.lockstep.Canonical;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Some clients who are there. */
final class AwarenessVictim implements Subject {
    private static final long OWN = 12_345_678_901L;

    private final Awareness awareness = new Awareness(OWN);
    private final String before;

    AwarenessVictim(byte[] base) {
        awareness.apply(AwarenessUpdate.decode(base), "base");
        before = states();
    }

    @Override
    public Supplier<String> take(byte[] input) {
        awareness.apply(AwarenessUpdate.decode(input), "input");
        return () -> "ok " + states();
    }

    private String states() {
        Map<Long, AwarenessState> states = new TreeMap<>(awareness.states());
        states.remove(OWN);
        return states.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().clock() + " "
                        + Canonical.print(entry.getValue().value()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public boolean isUnchanged() {
        return states().equals(before);
    }
}
