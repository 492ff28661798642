package dev.collab4j.example.inspect;

import dev.collab4j.core.DeleteSet.Range;
import dev.collab4j.core.StructVisitor;
import dev.collab4j.core.UpdateStruct;
import dev.collab4j.core.UpdateStruct.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the structs of an update are, counted while they pass by. */
final class Census implements StructVisitor {
    /** In the order of the format's references. */
    final Map<Kind, Count> kinds = new EnumMap<>(Kind.class);

    /** In the order of the update. */
    final Map<Long, Client> clients = new LinkedHashMap<>();

    /** In the order in which structs name them. */
    final Map<String, RootUse> roots = new LinkedHashMap<>();

    /** How many structs, and how many elements they have. */
    static final class Count {
        long structs;
        long elements;

        void add(UpdateStruct struct) {
            structs++;
            elements += struct.length();
        }
    }

    /** The clocks that an update has of one client, and those in front and in between that it hasn't. */
    static final class Client {
        final Count count = new Count();
        final List<Range> clocks = new ArrayList<>();
        final List<Range> gaps = new ArrayList<>();
        private long end;

        /** Structs come in the order of their clocks; a Skip only moves on. */
        void add(UpdateStruct struct) {
            if (struct.kind() == Kind.SKIP) {
                return;
            }
            long clock = struct.id().clock();
            if (clock > end) {
                gaps.add(new Range(end, clock - end));
            }
            if (clock > end || clocks.isEmpty()) {
                clocks.add(new Range(clock, struct.length()));
            } else {
                Range last = clocks.remove(clocks.size() - 1);
                clocks.add(new Range(last.clock(), last.length() + struct.length()));
            }
            end = clock + struct.length();
            count.add(struct);
        }
    }

    /** What structs say of a root. Those beside others leave the root out, so this isn't all that is in it. */
    static final class RootUse {
        /** What stands in its list. */
        final Set<String> list = new TreeSet<>();

        /** The keys of its entries. */
        final Set<String> keys = new LinkedHashSet<>();

        void add(UpdateStruct struct) {
            if (struct.key() != null) {
                keys.add(struct.key());
            } else {
                list.add(StructLine.contentOf(struct));
            }
        }
    }

    @Override
    public void visit(UpdateStruct struct) {
        kinds.computeIfAbsent(struct.kind(), kind -> new Count()).add(struct);
        clients.computeIfAbsent(struct.id().client(), client -> new Client()).add(struct);
        if (struct.parentRoot() != null) {
            roots.computeIfAbsent(struct.parentRoot(), root -> new RootUse()).add(struct);
        }
    }
}
