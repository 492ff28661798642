package dev.collab4j.it.merge;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Random parts of a history: its updates, its states, whole or cut anywhere, and what merging gives of them. They overlap,
 * leave gaps and come twice.
 */
final class Pieces {
    private static final int MOST_STATES = 40;

    private final Random random;
    private final List<Update> updates;
    private final List<Update> states;

    /**
     * Cuts a history.
     *
     * @param updates in the order in which they happened
     * @param states of replicas on the way; those that collect garbage and others disagree about the same ids
     */
    Pieces(Random random, List<Update> updates, List<Update> states) {
        this.random = random;
        this.updates = updates;
        this.states = states;
    }

    /** So many pieces, of which a few are of states. */
    List<Update> some(int count) {
        int ofStates = Math.min(count / 6, MOST_STATES);
        List<Update> some = new ArrayList<>(several(ofStates, () -> wholeOrCut(oneOf(states))));
        some.addAll(several(count - ofStates, this::ofUpdates));
        Collections.shuffle(some, random);
        return some;
    }

    List<Update> updates() {
        return updates;
    }

    private Update ofUpdates() {
        return switch (random.nextInt(8)) {
            case 0 -> wholeOrCut(window());
            case 1 -> Update.merge(several(2 + random.nextInt(4), () -> oneOf(updates)));
            default -> oneOf(updates);
        };
    }

    private Update window() {
        int start = random.nextInt(updates.size());
        return Update.merge(updates.subList(start, Math.min(updates.size(), start + 1 + random.nextInt(12))));
    }

    private Update wholeOrCut(Update update) {
        return random.nextBoolean() ? update : update.diff(partOf(update));
    }

    /** The vector of somebody who knows a part of what {@code update} has of each client. */
    StateVector partOf(Update update) {
        Map<Long, Long> clocks = new HashMap<>();
        update.clocks().forEach((client, span) -> clocks.put(client, random.nextLong(span.to() + 1)));
        return StateVector.of(clocks);
    }

    /**
     * The whole history in some updates in any order: merged of many each, of merged ones, some twice, in both versions, and
     * some without what the one before has.
     */
    List<Update> rearranged() {
        List<Update> parts = mergedParts();
        List<Update> all = new ArrayList<>(parts);
        for (int i = 1; i < parts.size(); i++) {
            if (random.nextBoolean()) {
                all.set(i, parts.get(i).diff(parts.get(i - 1).stateVector()));
            }
        }
        all.add(wholeOrCut(oneOf(parts)));
        Collections.shuffle(all, random);
        return all;
    }

    private List<Update> mergedParts() {
        List<List<Update>> parts = several(2 + random.nextInt(8), ArrayList::new);
        for (Update update : updates) {
            oneOf(parts).add(update);
        }
        parts.forEach(part -> part.add(oneOf(updates)));
        parts.forEach(part -> Collections.shuffle(part, random));
        return parts.stream().map(this::mergeInTwoSteps).toList();
    }

    private Update mergeInTwoSteps(List<Update> part) {
        int middle = random.nextInt(part.size() + 1);
        Update head = Update.merge(part.subList(0, middle));
        Update tail = Update.merge(part.subList(middle, part.size()));
        return Update.merge(List.of(inEither(head), inEither(tail)));
    }

    private Update inEither(Update update) {
        return random.nextBoolean() ? update : Update.fromV2(update.toV2());
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static <T> List<T> several(int count, Supplier<? extends T> each) {
        return Stream.<T>generate(each).limit(count).toList();
    }
}
