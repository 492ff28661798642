package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import dev.collab4j.core.YArray;
import java.util.List;
import java.util.stream.IntStream;

/** One person edits, with an update for each edit, and another replica gets these. */
final class B1 {
    private final int n;
    private final Suite suite;

    static void addTo(Suite suite, int n) {
        new B1(suite, n).addAll();
    }

    private B1(Suite suite, int n) {
        this.suite = suite;
        this.n = n;
    }

    private void addAll() {
        text("B1.1", Edits.oneByOne(word("B1.1"), true));
        text("B1.2", List.of(new Edit(0, 0, word("B1.2"))));
        text("B1.3", Edits.oneByOne(word("B1.3"), false));
        text("B1.4", Edits.letters(random("B1.4"), n, 0));
        text("B1.5", Edits.words(random("B1.5"), n, 0));
        text("B1.6", List.of(new Edit(0, 0, word("B1.6")), new Edit(0, n, "")));
        text("B1.7", Edits.insertsAndDeletes(random("B1.7"), n));
        array("B1.8", numbers(random("B1.8"), Integer.MAX_VALUE));
        array("B1.9", List.of(atOnce(random("B1.9"))));
        array("B1.10", numbers(random("B1.10"), 0));
        array("B1.11", numbersAtRandom(random("B1.11")));
    }

    /** Numbers put in at one place of a list. */
    private record Insert(int index, List<Object> numbers) {
        void applyTo(YArray array) {
            array.insert(index, numbers.toArray());
        }
    }

    private static Random32 random(String id) {
        return new Random32(id, 0);
    }

    private String word(String id) {
        return random(id).word(n, n);
    }

    private static Object number(Random32 random) {
        return random.next() >>> 1;
    }

    private List<Insert> numbers(Random32 random, int maxIndex) {
        return IntStream.range(0, n)
                .mapToObj(i -> new Insert(Math.min(i, maxIndex), List.of(number(random))))
                .toList();
    }

    private Insert atOnce(Random32 random) {
        return new Insert(0, IntStream.range(0, n).mapToObj(i -> number(random)).toList());
    }

    private List<Insert> numbersAtRandom(Random32 random) {
        return IntStream.range(0, n)
                .mapToObj(i -> new Insert(random.below(i + 1), List.of(number(random))))
                .toList();
    }

    private void text(String id, List<Edit> edits) {
        String end = Edit.play("", edits);
        Reading reading = replica -> replica.text.toString();
        suite.addCase(id, sample -> {
            Replica writer = run(sample, edits.size(), replica -> replica.edit(edits), reading);
            Check.text(writer, end);
        });
    }

    private void array(String id, List<Insert> inserts) {
        Work work = replica -> inserts.forEach(insert -> insert.applyTo(replica.array));
        suite.addCase(id, sample -> run(sample, inserts.size(), work, replica -> replica.array.toList()));
    }

    private interface Work {
        void on(Replica replica);
    }

    private static Replica run(Sample sample, int edits, Work work, Reading reading) {
        Replica writer = new Replica(1);
        Replica reader = new Replica(2);
        List<byte[]> updates = writer.record(edits);
        sample.time("localTime", () -> work.on(writer));
        sample.time("remoteTime", () -> reader.applyEach(updates));
        sample.sum("time", "localTime", "remoteTime");
        reading.compare(writer, reader);
        reading.measureEncoded(sample, writer);
        sample.size("avgUpdateSize", (double) Bytes.size(updates) / edits);
        return writer;
    }
}
