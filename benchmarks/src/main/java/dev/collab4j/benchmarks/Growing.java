package dev.collab4j.benchmarks;

/** A document that grows by operations, each a transaction. */
interface Growing {
    /** Makes it so large. */
    void growTo(int size, Stopwatch watch);

    /** Returns how many nanoseconds an operation takes now, which makes it a little larger. */
    double operate(Stopwatch watch);

    /** What came out must be right. */
    void check();
}
