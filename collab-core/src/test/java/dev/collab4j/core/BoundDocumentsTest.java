package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two documents that hand each other their updates from listeners, edited by two threads at the same time. */
class BoundDocumentsTest {
    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("collab.bound.seconds", 10));
    private static final int MIN_EDITS = 1_000 * (int) DURATION.toSeconds();

    private final Doc left = new Doc(DocOptions.builder().clientId(1).build());
    private final Doc right = new Doc(DocOptions.builder().clientId(2).build());

    @Test
    void dontDeadlockAndAreEqualInTheEnd() throws Exception {
        left.onUpdate(event -> right.applyUpdate(event.update(), left));
        right.onUpdate(event -> left.applyUpdate(event.update(), right));
        long end = System.nanoTime() + DURATION.toNanos();
        CompletableFuture<Integer> leftEdits = edit(left, 11, end);
        CompletableFuture<Integer> rightEdits = edit(right, 12, end);
        long patience = DURATION.toSeconds() + 60;
        int ofLeft = leftEdits.get(patience, TimeUnit.SECONDS);
        int ofRight = rightEdits.get(patience, TimeUnit.SECONDS);
        System.out.printf("bound documents: %d and %d edits in %d s%n", ofLeft, ofRight, DURATION.toSeconds());
        assertThat(Math.min(ofLeft, ofRight)).isGreaterThan(MIN_EDITS);
        assertThat(left.getText("text").toString())
                .isEqualTo(right.getText("text").toString());
        assertThat(left.encodeStateAsUpdate().toV1())
                .isEqualTo(right.encodeStateAsUpdate().toV1());
        assertThat(left.hasPending() || right.hasPending()).isFalse();
    }

    private static CompletableFuture<Integer> edit(Doc doc, long seed, long end) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        Thread editor = new Thread(() -> done.complete(editUntil(doc, new Random(seed), end)), "editor-" + seed);
        editor.setUncaughtExceptionHandler((thread, error) -> done.completeExceptionally(error));
        editor.setDaemon(true);
        editor.start();
        return done;
    }

    private static int editUntil(Doc doc, Random random, long end) {
        YText text = doc.getText("text");
        int edits = 0;
        while (System.nanoTime() < end) {
            doc.transact(transaction -> editOnce(text, random));
            edits++;
        }
        return edits;
    }

    private static void editOnce(YText text, Random random) {
        int length = text.length();
        if (length > 500) {
            text.delete(random.nextInt(length - 100), 100);
        } else {
            text.insert(random.nextInt(length + 1), "ab");
        }
    }
}
