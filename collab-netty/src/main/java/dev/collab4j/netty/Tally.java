package dev.collab4j.netty;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often the transport took something not. Thread-safe. */
final class Tally {

    private final Map<Refused, LongAdder> counts = new EnumMap<>(Refused.class);

    Tally() {
        for (Refused why : Refused.values()) {
            counts.put(why, new LongAdder());
        }
    }

    void refused(Refused why) {
        count(why).increment();
    }

    long refusals(Refused why) {
        return count(why).sum();
    }

    private LongAdder count(Refused why) {
        return Objects.requireNonNull(counts.get(why));
    }
}
