package dev.collab4j.it.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A choice among alternatives, each with a weight. */
final class Weights<T> {
    private final List<Supplier<T>> alternatives = new ArrayList<>();
    private final List<Integer> bounds = new ArrayList<>();
    private int sum;

    Weights<T> add(int weight, Supplier<T> alternative) {
        sum += weight;
        bounds.add(sum);
        alternatives.add(alternative);
        return this;
    }

    T choose(Random random) {
        int dice = random.nextInt(sum);
        int i = 0;
        while (bounds.get(i) <= dice) {
            i++;
        }
        return alternatives.get(i).get();
    }
}
