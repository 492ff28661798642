package dev.collab4j.testkit.report;

import dev.collab4j.testkit.simulation.Replica;
import dev.collab4j.testkit.simulation.TextOp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Three who edit in turn: each once, not knowing what the others do in that round, then they tell each other. */
final class Crowd<M> {
    private static final int SIZE = 3;
    private static final int RUNS = 5;
    private static final long WARM_UP_NANOS = 50_000_000;

    private final IntFunction<? extends Replica<TextOp, M>> factory;
    private final List<Replica<TextOp, M>> members = new ArrayList<>();
    private final List<Letter<M>> round = new ArrayList<>();
    private final List<M> sent = new ArrayList<>();
    private int turn;

    private record Letter<M>(int from, M message) {}

    Crowd(IntFunction<? extends Replica<TextOp, M>> factory) {
        this.factory = factory;
        IntStream.range(0, SIZE).forEach(id -> members.add(factory.apply(id)));
    }

    void edit(TextOp op) {
        int from = turn++ % SIZE;
        members.get(from).edit(op).forEach(message -> {
            round.add(new Letter<>(from, message));
            sent.add(message);
        });
        if (from == SIZE - 1) {
            exchange();
        }
    }

    private void exchange() {
        round.forEach(letter -> IntStream.range(0, SIZE)
                .filter(to -> to != letter.from)
                .forEach(to -> members.get(to).receive(letter.message)));
        round.clear();
    }

    Report.Growth measure(String algorithm, String workload, int edits) {
        exchange();
        Replica<TextOp, M> first = members.get(0);
        String text = (String) first.view();
        return new Report.Growth(
                algorithm,
                workload,
                edits,
                text.length(),
                text.getBytes(StandardCharsets.UTF_8).length,
                sent.stream().mapToLong(first::bytesOf).sum(),
                first.storedBytes(),
                microsecondsToIntegrate());
    }

    /** The median of some runs, warmed up, in which a new replica receives all there is. */
    private double microsecondsToIntegrate() {
        long warm = System.nanoTime() + WARM_UP_NANOS;
        do {
            integrate();
        } while (System.nanoTime() < warm);
        double[] times =
                IntStream.range(0, RUNS).mapToDouble(run -> integrate()).toArray();
        Arrays.sort(times);
        return times[RUNS / 2];
    }

    private double integrate() {
        Replica<TextOp, M> reader = factory.apply(SIZE);
        long start = System.nanoTime();
        sent.forEach(reader::receive);
        return (System.nanoTime() - start) / 1e3;
    }
}
