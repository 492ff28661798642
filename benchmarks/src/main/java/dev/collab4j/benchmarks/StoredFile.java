package dev.collab4j.benchmarks;

/** A document in a file, in the second format. */
final class StoredFile {
    private StoredFile() {}

    static void addTo(Suite suite, String name, byte[] state) {
        suite.add("file:" + name, "", (report, repetitions) -> run(report.of(Format.V2.lib), repetitions, state));
    }

    private static void run(Report report, Repetitions repetitions, byte[] state) {
        repetitions.of(report, sample -> {
            Replica loaded = sample.timed("loadTime", () -> Format.V2.load(state));
            byte[] encoded = sample.timed("encodeTime", () -> Format.V2.encode(loaded.doc));
            sample.size("reencodedSize", encoded.length);
        });
        report.value("fileSize", state.length, "bytes");
        report.text("docSha256", Bytes.sha256(Format.V2.encode(Format.V2.load(state).doc)), "sha256");
    }
}
