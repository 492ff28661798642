package dev.collab4j.core.prosemirror;

import dev.collab4j.core.Delta;
import dev.collab4j.core.YText;
import dev.collab4j.core.internal.lib0.CommonEnds;
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
        CommonEnds ends = CommonEnds.ofText(old.characters(), wanted.characters(), this::embedsAreSame);
        int oldEnd = old.length() - ends.end();
        int newEnd = wanted.length() - ends.end();
        format(0, 0, ends.start());
        insert(ends.start(), newEnd);
        if (oldEnd > ends.start()) {
            delta.delete(oldEnd - ends.start());
        }
        format(oldEnd, newEnd, ends.end());
        return delta.build();
    }

    private boolean embedsAreSame(int oldIndex, int newIndex) {
        boolean text = old.characters().charAt(oldIndex) != Units.OBJECT;
        return text || JsValues.deepEquals(old.embed(oldIndex), wanted.embed(newIndex));
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
