package dev.collab4j.core.prosemirror;

import dev.collab4j.core.Delta;
import dev.collab4j.core.YText;
import dev.collab4j.core.internal.lib0.JsValues;
import java.util.List;

/**
 * How one text becomes another: what is the same at both ends stays, with the marks that it should have, and what is
 * between is replaced. No pair of surrogates is cut.
 */
final class TextDiff {
    private final Units old;
    private final Units wanted;
    private final Delta.Builder delta = Delta.builder();

    private TextDiff(Units old, Units wanted) {
        this.old = old;
        this.wanted = wanted;
    }

    static Delta of(YText text, List<Piece> pieces) {
        return new TextDiff(Units.of(text), new Units(pieces)).run();
    }

    private Delta run() {
        int start = commonStart();
        int end = commonEnd(start);
        format(0, 0, start);
        insert(start, wanted.length() - end);
        if (old.length() - end > start) {
            delta.delete(old.length() - end - start);
        }
        format(old.length() - end, wanted.length() - end, end);
        return delta.build();
    }

    private int commonStart() {
        int most = Math.min(old.length(), wanted.length());
        int count = 0;
        while (count < most && isSame(count, count)) {
            count++;
        }
        return count > 0 && Character.isHighSurrogate(old.unit(count - 1)) ? count - 1 : count;
    }

    private int commonEnd(int start) {
        int most = Math.min(old.length(), wanted.length()) - start;
        int count = 0;
        while (count < most && isSame(old.length() - 1 - count, wanted.length() - 1 - count)) {
            count++;
        }
        return count > 0 && Character.isLowSurrogate(old.unit(old.length() - count)) ? count - 1 : count;
    }

    private boolean isSame(int oldIndex, int newIndex) {
        char unit = old.unit(oldIndex);
        return unit == wanted.unit(newIndex)
                && (unit != Units.OBJECT || JsValues.deepEquals(old.embed(oldIndex), wanted.embed(newIndex)));
    }

    /** Keeps some units, run by run, and gives them their marks. */
    private void format(int oldIndex, int newIndex, int count) {
        int done = 0;
        while (done < count) {
            Units.Place from = old.at(oldIndex + done);
            Units.Place to = wanted.at(newIndex + done);
            int length = Math.min(count - done, Math.min(from.rest(), to.rest()));
            delta.retain(length, to.piece().changesFrom(from.piece()));
            done += length;
        }
    }

    private void insert(int from, int to) {
        int done = from;
        while (done < to) {
            Units.Place place = wanted.at(done);
            int length = Math.min(to - done, place.rest());
            delta.insert(place.cut(length), place.piece().attributes);
            done += length;
        }
    }
}
