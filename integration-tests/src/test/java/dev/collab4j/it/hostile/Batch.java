package dev.collab4j.it.hostile;

import dev.collab4j.core.MalformedUpdateException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gives many inputs to copies of one subject; a copy is used again as long as what it gets is refused. */
final class Batch {
    private static final int TRIES_ALONE = 5;

    private final byte[] base;
    private final Meter meter;
    private final Function<byte[], Subject> subjects;
    private Subject subject;

    Batch(byte[] base, Meter meter, Function<byte[], Subject> subjects) {
        this.base = base;
        this.meter = meter;
        this.subjects = subjects;
        this.subject = subjects.apply(base);
    }

    List<Verdict> give(List<byte[]> inputs) {
        Function<byte[], Verdict> each = this::verdict;
        return inputs.stream().map(each).toList();
    }

    private Verdict verdict(byte[] input) {
        try {
            return attempt(input);
        } catch (Meter.OverBudget first) {
            return alone(input, first);
        } catch (RuntimeException | Error e) {
            throw fault(input, e);
        }
    }

    private Verdict attempt(byte[] input) {
        AtomicReference<Supplier<String>> summary = new AtomicReference<>();
        try {
            meter.measure(subject.bytesRead(input), () -> summary.set(subject.take(input)));
        } catch (MalformedUpdateException refused) {
            if (!subject.isUnchanged()) {
                throw fault(input, refused);
            }
            return Verdict.rejected(refused.getMessage());
        }
        Verdict verdict = Verdict.accepted(summary.get().get());
        subject = subjects.apply(base);
        return verdict;
    }

    private Verdict alone(byte[] input, Meter.OverBudget first) {
        for (int i = 0; i < TRIES_ALONE; i++) {
            subject = subjects.apply(base);
            try {
                return attempt(input);
            } catch (Meter.OverBudget again) {
                first.addSuppressed(again);
            }
        }
        throw fault(input, first);
    }

    private AssertionError fault(byte[] input, Throwable cause) {
        HexFormat hex = HexFormat.of();
        return new AssertionError("base " + hex.formatHex(base) + "\ninput " + hex.formatHex(input), cause);
    }
}
