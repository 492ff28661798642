package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.Update;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What holds for every snapshot, whoever made it. */
final class SnapshotLaws {
    private SnapshotLaws() {}

    static void check(byte[] bytes, Function<byte[], Snapshot> version) {
        Budget.read(bytes, version).ifPresent(SnapshotLaws::check);
    }

    private static void check(Snapshot snapshot) {
        assertThat(Snapshot.fromV1(snapshot.toV1())).isEqualTo(snapshot);
        assertThat(Snapshot.fromV2(snapshot.toV2())).isEqualTo(snapshot);
        assertThat(snapshot.difference(snapshot).isEmpty()).isTrue();
        assertThat(Ids.of(snapshot.difference(Snapshot.empty()).deleted())).isEqualTo(Ids.of(snapshot.deleteSet()));
        assertThat(snapshot.contains(Update.merge(List.of()))).isTrue();
        checkHistory(snapshot, Documents.honestWithHistory());
    }

    /** What a document shows at a snapshot is what a document made from the snapshot shows. */
    private static void checkHistory(Snapshot snapshot, Doc doc) {
        String text = textAt(snapshot, doc);
        List<?> list = doc.getArray("array").toList(snapshot);
        if (isOf(snapshot, doc)) {
            Doc restored = doc.createDocFromSnapshot(snapshot, Documents.emptyWithHistory());
            if (!restored.hasPending()) {
                assertThat(restored.getText("text").toString()).isEqualTo(text);
                assertThat(restored.getArray("array").toList()).hasSameSizeAs(list);
            }
        }
    }

    private static String textAt(Snapshot snapshot, Doc doc) {
        return doc.getText("text").toDelta(snapshot, null).ops().stream()
                .map(operation -> ((Delta.Insert) operation).value())
                .map(value -> value instanceof String ? (String) value : "")
                .collect(Collectors.joining());
    }

    private static boolean isOf(Snapshot snapshot, Doc doc) {
        return snapshot.stateVector().toMap().entrySet().stream()
                .allMatch(entry -> entry.getValue() <= doc.stateVector().get(entry.getKey()));
    }
}
