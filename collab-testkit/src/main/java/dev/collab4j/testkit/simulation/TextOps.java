package dev.collab4j.testkit.simulation;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Edits of a text. */
public final class TextOps implements Ops<TextOp> {
    private static final int THOUSANDTHS = 1000;
    private static final int MAX_COUNT = 6;

    private final boolean appending;

    private TextOps(boolean appending) {
        this.appending = appending;
    }

    /**
     * Inserts and deletes of up to six units at any place, half of them at the beginning, in the middle or at the end,
     * where users meet.
     *
     * @return the edits
     */
    public static Ops<TextOp> any() {
        return new TextOps(false);
    }

    /**
     * Single characters typed at the end, as one writes.
     *
     * @return the edits
     */
    public static Ops<TextOp> appending() {
        return new TextOps(true);
    }

    @Override
    public TextOp next(Random random) {
        if (appending) {
            return new TextOp.Insert(1, text(random, 1));
        }
        double at = random.nextBoolean() ? random.nextInt(3) / 2.0 : random.nextInt(THOUSANDTHS) / (double) THOUSANDTHS;
        int count = 1 + random.nextInt(MAX_COUNT);
        return random.nextInt(4) > 0 ? new TextOp.Insert(at, text(random, count)) : new TextOp.Delete(at, count);
    }

    private static String text(Random random, int count) {
        char first = (char) ((random.nextBoolean() ? 'a' : 'A') + random.nextInt(20));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) (first + i));
        }
        return text.toString();
    }

    @Override
    public Stream<TextOp> shrink(TextOp op) {
        if (op instanceof TextOp.Insert insert) {
            String text = insert.text();
            return Stream.concat(
                    text.length() > 1
                            ? Stream.of(new TextOp.Insert(insert.at(), text.substring(0, text.length() / 2)))
                            : Stream.empty(),
                    simplerPlaces(insert.at()).mapToObj(at -> new TextOp.Insert(at, text)));
        }
        TextOp.Delete delete = (TextOp.Delete) op;
        return Stream.concat(
                delete.count() > 1 ? Stream.of(new TextOp.Delete(delete.at(), delete.count() / 2)) : Stream.empty(),
                simplerPlaces(delete.at()).mapToObj(at -> new TextOp.Delete(at, delete.count())));
    }

    /** The beginning is simpler than the end, that than the middle. */
    private static DoubleStream simplerPlaces(double at) {
        return DoubleStream.of(0, 1, 0.5).takeWhile(simple -> simple != at);
    }
}
