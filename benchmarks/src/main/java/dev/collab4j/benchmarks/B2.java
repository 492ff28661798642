package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import java.util.List;

/** Two people start from the same hundred letters, edit in one transaction each, and then exchange their updates. */
final class B2 {
    private static final int INITIAL = 100;

    private final String initial = new Random32("B2.init", 0).word(INITIAL, INITIAL);
    private final Suite suite;
    private final int n;

    static void addTo(Suite suite, int n) {
        new B2(suite, n).addAll();
    }

    private B2(Suite suite, int n) {
        this.suite = suite;
        this.n = n;
    }

    private void addAll() {
        add("B2.1", random -> List.of(new Edit(0, 0, random.word(n, n))));
        add("B2.2", random -> Edits.letters(random, n, INITIAL));
        add("B2.3", random -> Edits.words(random, n, INITIAL));
        add("B2.4", random -> Edits.insertsThenEither(random, n, INITIAL));
    }

    private interface Workload {
        List<Edit> edits(Random32 random);
    }

    private void add(String id, Workload workload) {
        List<Edit> first = workload.edits(new Random32(id, 1));
        List<Edit> second = workload.edits(new Random32(id, 2));
        suite.addCase(id, sample -> run(sample, first, second));
    }

    private void run(Sample sample, List<Edit> firstEdits, List<Edit> secondEdits) {
        Replica first = new Replica(1);
        Replica second = new Replica(2);
        first.text.insert(0, initial);
        second.applyEach(List.of(Format.V1.encode(first.doc)));
        List<byte[]> ofFirst = first.record(1);
        List<byte[]> ofSecond = second.record(1);
        sample.time("localTime", () -> {
            first.doc.transact(transaction -> first.edit(firstEdits));
            second.doc.transact(transaction -> second.edit(secondEdits));
        });
        sample.time("exchangeTime", () -> {
            first.applyEach(ofSecond);
            second.applyEach(ofFirst);
        });
        sample.sum("time", "localTime", "exchangeTime");
        Reading text = replica -> replica.text.toString();
        text.compare(first, second);
        text.measureEncoded(sample, first);
        sample.size("updateSize", (Bytes.size(ofFirst) + Bytes.size(ofSecond)) / 2.0);
    }
}
