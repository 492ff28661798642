package dev.collab4j.load;

/** Which rates are tried: each a step above the last that was borne, and after the first that was not, once half a step. */
final class Ladder {

    private final double first;
    private final double step;
    private double rate;
    private double borne;
    private int failures;

    Ladder(double first, double step) {
        this.first = first;
        this.step = step;
        this.rate = first;
    }

    /** The next rate. */
    double rate() {
        return rate;
    }

    boolean isDone() {
        return failures > 1;
    }

    /** Says whether {@link #rate} was borne. */
    void tried(boolean passed) {
        if (passed) {
            borne = rate;
        } else {
            failures++;
        }
        rate = next();
    }

    private double next() {
        double above = failures == 0 ? step : Math.sqrt(step);
        return borne == 0 ? first / 2 : borne * above;
    }
}
