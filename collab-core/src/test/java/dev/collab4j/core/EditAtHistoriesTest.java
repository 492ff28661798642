package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.UpdateEncoder;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * Random histories in which somebody edits at older states: each edit is the one that a real document makes which is
 * restored from that state, and all replicas agree. Formats that were ended since are gone in that document, too.
 */
class EditAtHistoriesTest {
    private static final long SEED = Long.getLong("collab.editAt.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.editAt.histories", 200);

    private int edits;
    private int withMarksGone;
    private int inThePast;

    @Test
    void editsAreThoseOfAnOfflineDocument() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            try {
                new History(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "Again: -Dtest=EditAtHistoriesTest -Dcollab.editAt.histories=1 -Dcollab.editAt.seed=" + seed,
                        e);
            }
        }
        System.out.printf(
                "editAt: histories %d from seed %d: %d edits, %d of them in the past, %d with formats ended since%n",
                HISTORIES, SEED, edits, inThePast, withMarksGone);
        assertThat(inThePast).isGreaterThanOrEqualTo(HISTORIES);
        assertThat(withMarksGone).isGreaterThanOrEqualTo(HISTORIES / 20);
    }

    /** Below and above those of the writers, so that conflicts end either way. */
    static LongSupplier ids(long seed) {
        return new Random(seed)
                .longs(8, 2_000)
                .filter(id -> id < 500 || id > 1_002)
                .distinct()
                .iterator()::nextLong;
    }

    /** An edit that depends on lengths alone, which are the same where content can't be read. */
    private static void edit(Doc doc, Random random) {
        YText text = doc.getText("t");
        YArray array = doc.getArray("a");
        YMap map = doc.getMap("m");
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> text.applyDelta(delta(text.length(), random));
            case 4 -> array.insert(random.nextInt(array.length() + 1), random.nextInt(9));
            case 5 -> {
                int at = random.nextInt(array.length() + 1);
                array.delete(at, Math.min(array.length() - at, random.nextInt(3)));
            }
            case 6 -> map.set("k", random.nextInt(9));
            default -> map.delete("k");
        }
    }

    private static Delta delta(int length, Random random) {
        Delta.Builder delta = Delta.builder();
        for (int rest = length; rest > 0 && random.nextInt(4) > 0; ) {
            int step = 1 + random.nextInt(Math.min(rest, 6));
            switch (random.nextInt(5)) {
                case 0 -> delta.delete(step);
                case 1 -> delta.retain(step, attributes(random));
                default -> delta.retain(step);
            }
            rest -= step;
            if (random.nextInt(3) == 0) {
                insert(delta, random);
            }
        }
        if (random.nextInt(3) == 0) {
            insert(delta, random);
        }
        return delta.build();
    }

    private static void insert(Delta.Builder delta, Random random) {
        Object value = random.nextInt(5) == 0 ? Map.of("image", 1) : random.nextInt(4) == 0 ? "\uD83D\uDE00" : "xyz";
        delta.insert(value, random.nextBoolean() ? Map.of() : attributes(random));
    }

    private static Map<String, Object> attributes(Random random) {
        return Collections.singletonMap(random.nextBoolean() ? "b" : "i", random.nextBoolean() ? true : null);
    }

    private final class History {
        private final Random random;
        private final Doc server;
        /** The server's document with all that was ever in it. */
        private final Doc archive =
                new Doc(DocOptions.builder().clientId(501).gc(false).build());

        private final List<Doc> writers = new ArrayList<>();
        private final List<Snapshot> states = new ArrayList<>();

        History(long seed) {
            random = new Random(seed);
            server = new Doc(
                    DocOptions.builder().clientId(500).clientIds(ids(seed)).build());
            RandomEdits.roots(server);
            server.onUpdate(event -> archive.applyUpdate(event.update()));
            for (int i = 0; i < 3; i++) {
                Doc writer = new Doc(
                        DocOptions.builder().clientId(i == 0 ? 7 : 1_000 + i).build());
                RandomEdits.roots(writer);
                writers.add(writer);
            }
        }

        void run() {
            for (int steps = 10 + random.nextInt(50); steps > 0; steps--) {
                Doc writer = writers.get(random.nextInt(writers.size()));
                switch (random.nextInt(6)) {
                    case 0 -> states.add(server.snapshot());
                    case 1 -> editAtSome();
                    case 2 -> exchange(writer);
                    case 3 -> RandomEdits.edit(writer, random);
                    default -> edit(writer, random);
                }
            }
            for (int i = 0; i < 3; i++) {
                writers.forEach(this::exchange);
            }
            for (Doc writer : writers) {
                assertThat(writer.stateVector()).isEqualTo(server.stateVector());
                assertThat(Picture.of(writer).changesTo(Picture.of(server))).isEmpty();
            }
        }

        private void exchange(Doc writer) {
            server.applyUpdate(writer.encodeStateAsUpdate(server.stateVector()));
            writer.applyUpdate(server.encodeStateAsUpdate(writer.stateVector()));
        }

        private void editAtSome() {
            if (states.isEmpty()) {
                return;
            }
            Snapshot base = states.get(random.nextInt(states.size()));
            long seed = random.nextLong();
            Doc twin = copyOfServer();
            IdRanges marks = marksGoneSince(base);
            StateVector before = server.stateVector();
            Snapshot after = server.editAt(base, this, tx -> edit(tx.doc(), new Random(seed)));
            Doc offline = offline(base, marks, writerOf(before));
            edit(offline, new Random(seed));
            twin.applyUpdate(offline.encodeStateAsUpdate(base.stateVector()));
            assertThat(server.stateVector()).isEqualTo(twin.stateVector());
            assertThat(Picture.of(twin).changesTo(Picture.of(server))).isEmpty();
            assertThat(look(server)).isEqualTo(look(twin));
            assertThat(after.stateVector()).isEqualTo(offline.stateVector());
            states.add(after);
            count(base, before, marks);
        }

        /** The text with its formats; the types in it are compared by the pictures. */
        private static List<List<Object>> look(Doc doc) {
            return doc.getText("t").toDelta().stream()
                    .map(Delta.Insert.class::cast)
                    .map(op -> List.of(op.value() instanceof SharedType ? "type" : op.value(), op.attributes()))
                    .toList();
        }

        private void count(Snapshot base, StateVector before, IdRanges marks) {
            edits++;
            withMarksGone += marks.isEmpty() ? 0 : 1;
            inThePast += before.equals(base.stateVector()) ? 0 : 1;
        }

        /** As it is: who loads a document as an update from others deletes marks of formats that do nothing. */
        private Doc copyOfServer() {
            Doc copy = new Doc(DocOptions.builder().clientId(502).build());
            copy.become(server.store().roots(), Doc.decode(server.encodeStateAsUpdate()));
            return copy;
        }

        /** The client id that the edit was written under; any if it has written nothing. */
        private long writerOf(StateVector before) {
            return server.stateVector().toMap().entrySet().stream()
                    .filter(entry -> entry.getValue() > before.get(entry.getKey()))
                    .map(Map.Entry::getKey)
                    .findAny()
                    .orElse(9_999L);
        }

        private IdRanges marksGoneSince(Snapshot base) {
            IdRanges gone = new IdRanges();
            DeleteSet now = archive.deleteSet();
            archive.encodeStateAsUpdate().forEachStruct(struct -> {
                if (struct.kind() == UpdateStruct.Kind.FORMAT
                        && struct.id().clock()
                                < base.stateVector().get(struct.id().client())
                        && now.contains(struct.id())
                        && !base.deleteSet().contains(struct.id())) {
                    gone.add(struct.id().client(), struct.id().clock(), 1);
                }
            });
            return gone;
        }

        private Doc offline(Snapshot base, IdRanges marks, long client) {
            Doc offline = new Doc(DocOptions.builder().clientId(600).gc(false).build());
            archive.createDocFromSnapshot(base, offline);
            UpdateEncoder out = FormatVersion.V1.encoder();
            out.writePlain(0);
            DeleteSetWriter.write(out, marks);
            offline.applyUpdate(Update.fromV1(out.toByteArray()));
            offline.store().clientId(client);
            RandomEdits.roots(offline);
            return offline;
        }
    }
}
