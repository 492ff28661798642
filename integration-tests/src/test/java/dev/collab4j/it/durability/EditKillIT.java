package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.NodeProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Server code edits rooms from eight threads, the process dies by SIGKILL, and every future that had completed is kept. */
class EditKillIT {

    private static final int KILLS = Integer.getInteger("collab.edit.kills", 3);
    private static final long SEED = Long.getLong("collab.kills.seed", System.nanoTime());
    private static final int LEAST = 200;
    private static final int MOST_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String url = "jdbc:h2:"
            + Folders.empty("edit-kills").resolve("documents")
            + ";WRITE_DELAY=0;REUSE_SPACE=FALSE;DB_CLOSE_ON_EXIT=FALSE";
    private final Map<String, Set<String>> durable = new HashMap<>();

    @Test
    void completedEditsSurvive() throws Exception {
        System.out.println("Kills of editing code, seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < KILLS; i++) {
            List<String> lines = List.copyOf(linesUntilKilled("run" + i, random.nextInt(MOST_MILLIS)));
            lines.stream().filter(line -> line.endsWith(" .")).forEach(this::remember);
            assertAllThere();
        }
        System.out.println(KILLS + " kills: none of "
                + durable.values().stream().mapToInt(Set::size).sum() + " completed edits missing");
    }

    private ConcurrentLinkedQueue<String> linesUntilKilled(String name, int millis) throws InterruptedException {
        ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        ProcessBuilder builder = ServerProcess.java(EditServer.class, url, name);
        try (NodeProcess process =
                NodeProcess.start(builder.redirectError(ProcessBuilder.Redirect.INHERIT), lines::add)) {
            await().atMost(PATIENCE).until(() -> lines.size() >= LEAST);
            Thread.sleep(millis);
            process.kill();
        }
        return lines;
    }

    /** "durable", room, key, a full stop. */
    private void remember(String line) {
        String[] words = line.split(" ", -1);
        durable.computeIfAbsent(words[1], room -> ConcurrentHashMap.newKeySet()).add(words[2]);
    }

    private void assertAllThere() {
        try (OpenStore open = OpenStore.at(url);
                CollabHub hub = CollabHub.builder().store(open.store()).build()) {
            durable.forEach((room, keys) ->
                    assertThat(hub.room(room).read(EditKillIT::keys).join()).containsAll(keys));
        }
    }

    private static Set<String> keys(Doc doc) {
        return Set.copyOf(doc.getMap("keys").keys());
    }
}
