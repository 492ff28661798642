package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import java.util.List;

/**
 * What happens to some replicas, step by step. It says places as fractions, so that every step is valid in any state, and
 * steps may be left out (which is how a failing history shrinks).
 *
 * @param seed the seed that it comes from
 * @param replicas client, gc, observe (none, unread, read, edit, readEdit, editRead), late and phases (of transactions) of each
 * @param steps see Player
 * @param converges whether all replicas are equal at the end; surrogate pairs cut in one place and collected in the other are not
 */
public record History(long seed, List<Fields> replicas, List<Fields> steps, boolean converges) {
    /** A part of it, which need not lead anywhere. */
    History withSteps(List<Fields> chosen) {
        return new History(seed, replicas, chosen, false);
    }

    public Fields toRequest() {
        return Fields.of("replicas", replicas, "steps", steps);
    }
}
