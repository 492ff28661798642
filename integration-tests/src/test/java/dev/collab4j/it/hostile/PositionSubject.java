package dev.collab4j.it.hostile;

import dev.collab4j.core.AbsolutePosition;
import dev.collab4j.core.RelativePosition;
import dev.collab4j.it.lockstep.Canonical;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;

/** A document in which bad positions are looked up. */
final class PositionSubject implements Subject {
    private final Function<byte[], RelativePosition> reader;
    private final Victim document;

    PositionSubject(Function<byte[], RelativePosition> reader, byte[] base) {
        this.reader = reader;
        this.document = new Victim(base);
    }

    @Override
    public Supplier<String> take(byte[] input) {
        RelativePosition position = reader.apply(input);
        return () -> String.join(
                " ", "ok", position.toJson(), HexFormat.of().formatHex(position.encode()), resolved(position));
    }

    private String resolved(RelativePosition position) {
        AbsolutePosition found = position.resolve(document.doc());
        return found == null ? "nothing" : kindOf(found) + " " + found.index() + " " + found.assoc();
    }

    private String kindOf(AbsolutePosition found) {
        boolean typed = found.rootName() == null || document.hasRoot(found.rootName());
        return typed ? Canonical.kindOf(found.type()) : "Untyped";
    }

    @Override
    public boolean isUnchanged() {
        return document.isUnchanged();
    }
}
