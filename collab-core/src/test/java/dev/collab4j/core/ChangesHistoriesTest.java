package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories: what {@link Doc#changes} says of an update is what happens when it is applied to a copy, no more and
 * no less, as the elements that can be seen tell and as observers are told; and the document stays as it is.
 */
class ChangesHistoriesTest {
    private static final long SEED = Long.getLong("collab.changes.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.changes.histories", 100);

    private int changed;
    private int madeUp;
    private int waiting;
    private int unlocking;

    @Test
    void tellsWhatHappens() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            try {
                new History(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "Again: -Dtest=ChangesHistoriesTest -Dcollab.changes.histories=1 -Dcollab.changes.seed=" + seed,
                        e);
            }
        }
        System.out.printf(
                "changes: histories %d from seed %d: %d change something, %d wait, %d unlock, %d made up%n",
                HISTORIES, SEED, changed, waiting, unlocking, madeUp);
        assertThat(10 * Math.min(Math.min(changed, madeUp), Math.min(waiting, unlocking)))
                .as("cases of each sort")
                .isGreaterThanOrEqualTo(HISTORIES / 10 * 10);
    }

    /** Three writers and a server that gets what they send in any order, twice, joined, cut, or never. */
    private final class History {
        private final Random random;
        private final List<Doc> writers = new ArrayList<>();
        private final List<UndoManager> undo = new ArrayList<>();
        private final List<Update> sent = new ArrayList<>();
        private final Doc server;

        History(long seed) {
            random = new Random(seed);
            for (int client = 1; client <= 3; client++) {
                Doc doc = new Doc(DocOptions.builder()
                        .clientId(client)
                        .gc(random.nextInt(4) > 0)
                        .build());
                doc.onUpdate(event -> {
                    if (event.local()) {
                        sent.add(event.update());
                    }
                });
                undo.add(new UndoManager(doc));
                RandomEdits.roots(doc);
                writers.add(doc);
            }
            server = new Doc(
                    DocOptions.builder().clientId(9).gc(random.nextInt(3) > 0).build());
            if (random.nextBoolean()) {
                RandomEdits.roots(server);
            }
        }

        void run() {
            for (int steps = 20 + random.nextInt(60); steps > 0; steps--) {
                step(random.nextInt(writers.size()));
            }
            writers.forEach(writer -> deliver(writer.encodeStateAsUpdate()));
        }

        private void step(int at) {
            Doc writer = writers.get(at);
            switch (random.nextInt(16)) {
                case 0 -> writer.applyUpdate(server.encodeStateAsUpdate(writer.stateVector()));
                case 1 -> writer.applyUpdate(writers.get(random.nextInt(3)).encodeStateAsUpdate());
                case 2 -> undo.get(at).undo();
                case 3 -> undo.get(at).redo();
                case 4, 5, 6 -> edit(writer);
                case 7 -> deliver(writer.encodeStateAsUpdateV2());
                case 8 -> deliver(writer.encodeStateAsUpdate(server.stateVector()));
                case 9 -> deliver(Update.merge(List.of(any(), any(), any())));
                case 10 -> edit(server);
                case 11 -> deliver(Update.merge(List.of(any(), writer.encodeStateAsUpdate(server.stateVector()))));
                default -> deliver(any());
            }
        }

        private void edit(Doc doc) {
            doc.transact(tx -> {
                for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                    RandomEdits.edit(doc, random);
                }
            });
        }

        private Update any() {
            return sent.isEmpty() ? new Doc().encodeStateAsUpdate() : sent.get(random.nextInt(sent.size()));
        }

        private void deliver(Update update) {
            compare(server, update);
            for (int i = 0; i < 2; i++) {
                deliverMutated(update.toV1().clone());
            }
            server.applyUpdate(update);
        }

        /** Structs that nobody has made may land elsewhere than they say; no place that changes may be missing. */
        private void deliverMutated(byte[] bytes) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 12 : 256);
            Update mutated = Update.fromV1(bytes);
            Doc copy = copyOf(server);
            try {
                copy.applyUpdate(mutated);
            } catch (MalformedUpdateException e) {
                assertThatThrownBy(() -> server.changes(mutated)).isInstanceOf(MalformedUpdateException.class);
                return;
            }
            List<String> told = server.changes(mutated).changes().stream()
                    .map(Picture::line)
                    .map(Picture::place)
                    .toList();
            assertThat(told)
                    .containsAll(happens(copyOf(server), mutated, new HashMap<>()).stream()
                            .map(Picture::place)
                            .toList());
            madeUp++;
        }
    }

    private static Doc copyOf(Doc doc) {
        Doc copy = new Doc(DocOptions.builder().gc(doc.gc()).build());
        copy.applyUpdate(doc.encodeStateAsUpdate());
        return copy;
    }

    private void compare(Doc doc, Update update) {
        Update state = doc.encodeStateAsUpdate();
        Collection<String> roots = doc.rootNames();
        Update parked = doc.pending().update();
        ChangeSet changes = doc.changes(update);
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(state.toV1());
        assertThat(doc.rootNames()).isEqualTo(roots);
        assertThat(doc.pending().update().toV1()).isEqualTo(parked.toV1());

        Doc copy = copyOf(doc);
        if (!Arrays.equals(copy.encodeStateAsUpdate().toV1(), state.toV1())) {
            return; // a local edit had brought what something waited for: the copy is further on
        }
        Map<String, Set<String>> told = new LinkedHashMap<>();
        List<String> happened = happens(copy, update, told);
        assertThat(lines(changes)).isEqualTo(happened);
        compareWithEvents(happened, told);
        assertThat(changes.waits()).as("waits").isEqualTo(isBeyond(update, copy.stateVector()));
        assertThat(changes.unlocks())
                .as("unlocks")
                .isEqualTo(isUnlocked(parked, update, doc.stateVector(), copy.stateVector()));
        changed += changes.isEmpty() ? 0 : 1;
        waiting += changes.waits() ? 1 : 0;
        unlocking += changes.unlocks() ? 1 : 0;
    }

    private static List<String> lines(ChangeSet changes) {
        return changes.changes().stream().map(Picture::line).sorted().toList();
    }

    /** Applies {@code update}, and finds what changed by looking, and in {@code told} what observers are told. */
    private static List<String> happens(Doc copy, Update update, Map<String, Set<String>> told) {
        Collection<SharedType> roots = RandomEdits.roots(copy);
        Picture before = Picture.of(copy);
        List<Picture> after = new ArrayList<>();
        copy.onTransaction(TransactionPhase.BEFORE_OBSERVERS, tx -> after.add(Picture.of(copy)));
        roots.forEach(root -> root.observeDeep(events -> {
            if (after.size() == 1) { // what follows cleans up
                events.forEach(event -> told.computeIfAbsent(name(event), name -> new TreeSet<>())
                        .addAll(kinds(event)));
            }
        }));
        copy.applyUpdate(update);
        return before.changesTo(after.get(0));
    }

    private static String name(YEvent event) {
        var item = event.change.target.item;
        return item == null
                ? String.valueOf(event.change.target.rootName)
                : new Id(item.log.client, item.clock).toString();
    }

    private static List<String> kinds(YEvent event) {
        List<String> kinds = new ArrayList<>();
        event.keys().forEach((key, change) -> kinds.add("KEY_" + change.action() + " " + key));
        for (Delta.Op op : event.delta().ops()) {
            if (op instanceof Delta.Insert) {
                kinds.add("INSERT");
            } else if (op instanceof Delta.Delete) {
                kinds.add("DELETE");
            } else if (op instanceof Delta.Retain retain && !retain.attributes().isEmpty()) {
                kinds.add("FORMAT");
            }
        }
        return kinds;
    }

    /** The marks of formats may move where no format changes: of them events tell less. */
    private static void compareWithEvents(List<String> changes, Map<String, Set<String>> told) {
        told.forEach((name, kinds) -> {
            for (String kind : kinds) {
                String[] parts = kind.split(" ");
                assertThat(changes)
                        .as("%s of %s", kind, name)
                        .anyMatch(line -> line.startsWith(parts[0] + " ")
                                && line.contains("] " + name + " ")
                                && (parts.length == 1 || line.contains(" " + parts[1] + " [")));
            }
        });
        long expected =
                changes.stream().filter(line -> !line.startsWith("FORMAT")).count();
        long found = told.values().stream()
                .flatMap(Collection::stream)
                .filter(kind -> !kind.equals("FORMAT"))
                .count();
        assertThat(found).as("%s, told %s", changes, told).isEqualTo(expected);
    }

    private static boolean isBeyond(Update update, StateVector state) {
        boolean structs = update.structs().stream()
                .filter(struct -> struct.kind() != UpdateStruct.Kind.SKIP)
                .anyMatch(struct -> struct.id().clock() + struct.length()
                        > state.get(struct.id().client()));
        return structs
                || update.deleteSet().toMap().entrySet().stream()
                        .anyMatch(entry -> entry.getValue().stream()
                                .anyMatch(range -> range.clock() + range.length() > state.get(entry.getKey())));
    }

    private static boolean isUnlocked(Update parked, Update update, StateVector before, StateVector after) {
        List<UpdateStruct> own = update.structs();
        boolean structs = parked.structs().stream()
                .filter(struct -> struct.kind() != UpdateStruct.Kind.SKIP)
                .anyMatch(struct -> {
                    long client = struct.id().client();
                    long from = Math.max(struct.id().clock(), before.get(client));
                    long end = Math.min(struct.id().clock() + struct.length(), after.get(client));
                    return LongStream.range(from, end)
                            .anyMatch(clock -> own.stream().noneMatch(each -> holds(each, client, clock)));
                });
        return structs
                || parked.deleteSet().toMap().entrySet().stream()
                        .anyMatch(entry -> entry.getValue().get(0).clock() < after.get(entry.getKey()));
    }

    private static boolean holds(UpdateStruct struct, long client, long clock) {
        return struct.id().client() == client
                && struct.kind() != UpdateStruct.Kind.SKIP
                && struct.id().clock() <= clock
                && clock < struct.id().clock() + struct.length();
    }
}
