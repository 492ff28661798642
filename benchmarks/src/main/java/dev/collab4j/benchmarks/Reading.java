package dev.collab4j.benchmarks;

/** What a case reads from a document, to compare it. */
interface Reading {
    Object of(Replica replica);

    /** Two replicas must be the same. */
    default void compare(Replica expected, Replica actual) {
        Check.equal("content", of(expected), of(actual));
    }

    /** Times how the result of a case is encoded, and loaded and read elsewhere. */
    default void measureEncoded(Sample sample, Replica result) {
        byte[] state = sample.timed("encodeTime", () -> Format.V1.encode(result.doc));
        Object loaded = sample.timed("parseTime", () -> of(Format.V1.load(state)));
        Check.equal("loaded content", of(result), loaded);
        sample.document(state);
    }
}
