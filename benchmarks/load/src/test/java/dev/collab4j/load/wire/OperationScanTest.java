package dev.collab4j.load.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateStruct;
import dev.collab4j.core.YText;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OperationScanTest {

    private static final long SEED = 8;
    private static final int HISTORIES = 200;

    /** Whatever people type, delete and merge: the scan finds the same ids as the core. */
    @Test
    void findsWhatTheCoreFinds() {
        Random random = new Random(SEED);
        for (int i = 0; i < HISTORIES; i++) {
            Update update = Update.merge(typed(random));
            assertThat(scanned(update)).as("history %d of seed %d", i, SEED).isEqualTo(decoded(update));
        }
    }

    private static List<Update> typed(Random random) {
        List<Update> updates = new ArrayList<>();
        Doc doc = new Doc(DocOptions.builder()
                .clientId(1_000_000_007L + random.nextInt(3))
                .build());
        doc.onUpdate(event -> updates.add(event.update()));
        YText text = doc.getText("text");
        for (int i = 0; i < 1 + random.nextInt(40); i++) {
            int at = random.nextInt(text.length() + 1);
            if (at < text.length() && random.nextInt(4) == 0) {
                text.delete(at, 1);
            } else {
                text.insert(at, List.of("a", "ß", "漢", "😀", "word").get(random.nextInt(5)));
            }
        }
        updates.removeIf(update -> updates.size() > 1 && random.nextInt(8) == 0); // gaps are skipped, not found
        return updates;
    }

    private static List<String> scanned(Update update) {
        List<String> found = new ArrayList<>();
        boolean known = OperationScan.scan(
                Unpooled.wrappedBuffer(update.toV1()),
                (client, clock, length) -> found.add(client + ":" + clock + "+" + length));
        assertThat(known).isTrue();
        return found;
    }

    private static List<String> decoded(Update update) {
        List<String> found = new ArrayList<>();
        update.forEachStruct(struct -> {
            if (struct.kind() != UpdateStruct.Kind.SKIP) {
                found.add(struct.id().client() + ":" + struct.id().clock() + "+" + struct.length());
            }
        });
        return found;
    }

    @Test
    void saysThatItDoesNotKnowOtherContent() {
        Doc doc = new Doc();
        doc.getMap("map").set("key", Map.of("a", 1));
        assertThat(OperationScan.scan(
                        Unpooled.wrappedBuffer(doc.encodeStateAsUpdate().toV1()), (c, k, n) -> {}))
                .isFalse();
    }
}
