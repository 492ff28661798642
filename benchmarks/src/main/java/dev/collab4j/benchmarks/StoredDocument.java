package dev.collab4j.benchmarks;

/** A document in one format: loaded, read, and encoded after an edit. */
final class StoredDocument {
    private final Format format;
    private final byte[] state;
    private final String text;

    StoredDocument(Format format, byte[] state, String text) {
        this.format = format;
        this.state = state;
        this.text = text;
    }

    /** As of one of the libraries in {@code report}. */
    void run(Report report, Repetitions repetitions) {
        Report own = report.of(format.lib);
        repetitions.of(own, this::load);
        repetitions.of(own, this::encode);
    }

    private void load(Sample sample) {
        Replica loaded = sample.timed("loadTime", () -> format.load(state));
        String read = sample.timed("loadAndTextTime", loaded.text::toString);
        sample.sum("loadAndTextTime", "loadTime");
        Check.equal("loaded text", text, read);
    }

    private void encode(Sample sample) {
        Replica loaded = format.load(state);
        loaded.text.insert(text.length() / 2, "x");
        sample.time("encodeTime", () -> format.encode(loaded.doc));
    }
}
