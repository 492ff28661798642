package dev.collab4j.it.hostile;

import dev.collab4j.core.MalformedUpdateException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Applies many inputs to copies of one document; a copy is used again as long as what it gets is refused. */
final class Batch {
    private static final int TRIES_ALONE = 5;

    private final byte[] base;
    private final Meter meter;
    private final BiConsumer<Victim, byte[]> apply;
    private Victim victim;

    Batch(byte[] base, Meter meter) {
        this(base, meter, Victim::apply);
    }

    Batch(byte[] base, Meter meter, BiConsumer<Victim, byte[]> apply) {
        this.base = base;
        this.meter = meter;
        this.apply = apply;
        this.victim = new Victim(base);
    }

    List<Verdict> apply(List<byte[]> inputs) {
        Function<byte[], Verdict> each = this::verdict;
        return inputs.stream().map(each).toList();
    }

    private Verdict verdict(byte[] input) {
        try {
            return attempt(input);
        } catch (Meter.OverBudget first) {
            return alone(input, first);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("base " + hex(base) + "\ninput " + hex(input), e);
        }
    }

    private Verdict attempt(byte[] input) {
        try {
            meter.measure(input.length, () -> apply.accept(victim, input));
        } catch (MalformedUpdateException refused) {
            if (!victim.isUnchanged()) {
                throw new AssertionError("refused, and the document changed", refused);
            }
            return Verdict.rejected(refused.getMessage());
        }
        Verdict verdict = Verdict.accepted(victim.content());
        victim = new Victim(base);
        return verdict;
    }

    private Verdict alone(byte[] input, Meter.OverBudget first) {
        for (int i = 0; i < TRIES_ALONE; i++) {
            victim = new Victim(base);
            try {
                return attempt(input);
            } catch (Meter.OverBudget again) {
                first.addSuppressed(again);
            }
        }
        throw new AssertionError("base " + hex(base) + "\ninput " + hex(input), first);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
