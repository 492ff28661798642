package dev.collab4j.it.lockstep;

import dev.collab4j.core.AbsolutePosition;
import dev.collab4j.core.RelativePosition;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.it.oracle.Fields;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Relative positions: the twin of positions.mjs. They are made at one replica and resolved at all. */
final class Positions {
    private record Encoded(byte[] bytes, String json) {}

    private final List<Encoded> all = new ArrayList<>();

    void create(Replica replica, Fields step) {
        SharedType type = replica.chooseList(step.number("target"));
        int index = (int) ((long) step.number("place") * (length(type) + 1) >> 16);
        RelativePosition position = RelativePosition.of(type, index, step.number("assoc"));
        Encoded encoded = new Encoded(position.encode(), position.toJson());
        all.add(encoded);
        replica.note("position " + HexFormat.of().formatHex(encoded.bytes) + " " + encoded.json);
    }

    private static int length(SharedType type) {
        if (type instanceof YText text) {
            return text.length();
        }
        return type instanceof YArray array ? array.length() : ((YXmlFragment) type).length();
    }

    void resolve(Replica replica, Fields step) {
        if (!all.isEmpty()) {
            Encoded chosen = all.get((int) ((long) step.number("which") * all.size() >> 16));
            replica.typeAllRoots();
            replica.note(resolved(replica, chosen, step.flag("follow"), step.flag("json")));
        }
    }

    void resolveAll(Replica replica) {
        replica.typeAllRoots();
        all.forEach(each -> replica.note(resolved(replica, each, true, false)));
    }

    private static String resolved(Replica replica, Encoded encoded, boolean follow, boolean fromJson) {
        RelativePosition position =
                fromJson ? RelativePosition.fromJson(encoded.json) : RelativePosition.decode(encoded.bytes);
        AbsolutePosition found = position.resolve(replica.doc(), follow);
        if (found == null) {
            return "found nothing";
        }
        return "found " + Canonical.kindOf(found.type()) + " " + replica.types().indexOf(found.type()) + " "
                + found.index() + " " + found.assoc();
    }
}
