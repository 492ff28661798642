package dev.collab4j.testkit.simulation;

import java.util.BitSet;

/**
 * A message on its way, or one that was.
 *
 * @param at the place it was sent from, from 0
 * @param message what it says
 * @param before the numbers of the edits' messages that its sender knew
 * @param brings the numbers of those that one knows who receives it
 */
record Letter<M>(int at, M message, BitSet before, BitSet brings) {
    /** What an edit gives to tell: message {@code number} of a run. */
    static <M> Letter<M> ofEdit(int number, int at, M message, BitSet before) {
        BitSet brings = new BitSet();
        brings.set(number);
        return new Letter<>(at, message, (BitSet) before.clone(), brings);
    }

    /** Part of what one who knows {@code known} answers to one who knew {@code asked}. */
    static <M> Letter<M> ofAnswer(int at, M message, BitSet known, BitSet asked) {
        BitSet brings = (BitSet) known.clone();
        brings.andNot(asked);
        return new Letter<>(at, message, (BitSet) known.clone(), brings);
    }

    /** Whether one who knows {@code known} learns something. */
    boolean isNewFor(BitSet known) {
        return !isSubset(brings, known);
    }

    /** Whether one who knows {@code known} knows all that this builds upon. */
    boolean isReadyFor(BitSet known) {
        return isSubset(before, known);
    }

    private static boolean isSubset(BitSet part, BitSet all) {
        for (int each = part.nextSetBit(0); each >= 0; each = part.nextSetBit(each + 1)) {
            if (!all.get(each)) {
                return false;
            }
        }
        return true;
    }
}
