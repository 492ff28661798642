package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document is made of, struct by struct, for tests that compare documents to the last tombstone. */
public final class StoreLayout {
    private StoreLayout() {}

    /** Describes each struct and its place, clients ascending; what hangs together must do so in both directions. */
    public static List<String> of(Doc doc) {
        return doc.read(() -> {
            List<String> structs = new ArrayList<>();
            doc.store().logs().stream()
                    .filter(log -> !log.isEmpty())
                    .sorted(Comparator.comparingLong(log -> log.client))
                    .forEach(log -> describe(log, structs));
            return structs;
        });
    }

    private static void describe(ClientLog log, List<String> structs) {
        ClientLog.Walk walk = log.walkFrom(0);
        while (walk.hasNext()) {
            Struct struct = walk.next();
            String place = struct instanceof Item item ? place(item) : " collected";
            structs.add(log.client + ":" + struct.clock + "+" + struct.length + place);
        }
    }

    private static String place(Item item) {
        assertThat(item.left == null || item.left.right == item).isTrue();
        assertThat(item.right == null || item.right.left == item).isTrue();
        return (item.isDeleted() ? " deleted" : "")
                + " key " + item.key
                + " between " + (item.left == null ? null : id(item.left.log, item.left.end() - 1))
                + " and " + (item.right == null ? null : id(item.right.log, item.right.clock))
                + " once " + id(item.originLog, item.originClock)
                + " and " + id(item.rightOriginLog, item.rightOriginClock);
    }

    private static @Nullable String id(@Nullable ClientLog log, int clock) {
        return log == null ? null : log.client + ":" + clock;
    }
}
