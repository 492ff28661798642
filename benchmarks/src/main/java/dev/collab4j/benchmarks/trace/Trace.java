package dev.collab4j.benchmarks.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What one person, or several at once, typed.
 *
 * @param agents how many people; 0 for one person whose steps just follow each other
 * @param steps all transactions, each behind those it was made on top of
 * @param endContent the text that all have in the end
 */
public record Trace(int agents, List<Step> steps, String endContent) {
    private static final int SYNTHETIC_EDITS = 100_000;

    /**
     * One transaction.
     *
     * @param parents the transactions on top of which it was made, by their places in the list
     * @param agent whose it is, from 0 on
     */
    public record Step(List<Integer> parents, int agent, List<Edit> edits) {}

    /** Reads a gzipped JSON file. */
    public static Trace read(Path file) throws IOException {
        return TraceJson.read(file);
    }

    /** Whether several people typed at once. */
    public boolean concurrent() {
        return agents > 0;
    }

    /** Returns all edits in order, which is what one person typed. */
    public List<Edit> edits() {
        return steps.stream().flatMap(step -> step.edits().stream()).toList();
    }

    /** What serves where nobody gives a trace. */
    public static Trace synthetic() {
        return synthetic(1, SYNTHETIC_EDITS);
    }

    /** {@code n} edits of one letter: mostly typing at the cursor, as people do, with jumps and deletes. */
    public static Trace synthetic(long seed, int n) {
        Random random = new Random(seed);
        List<Edit> edits = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int cursor = 0;
        for (int i = 0; i < n; i++) {
            cursor = random.nextInt(50) == 0 ? random.nextInt(text.length() + 1) : Math.min(cursor, text.length());
            if (cursor > 0 && random.nextInt(4) == 0) {
                edits.add(new Edit(--cursor, 1, ""));
                text.deleteCharAt(cursor);
            } else {
                String typed = String.valueOf((char) ('a' + random.nextInt(26)));
                edits.add(new Edit(cursor, 0, typed));
                text.insert(cursor++, typed);
            }
        }
        return new Trace(0, List.of(new Step(List.of(), 0, edits)), text.toString());
    }

    /** Writes what one person typed to a file that can be read again. */
    public void write(Path file) throws IOException {
        TraceJson.write(this, file);
    }
}
