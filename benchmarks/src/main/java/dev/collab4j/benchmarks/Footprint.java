package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** How much memory all takes that can be reached from somewhere, found by walking the heap. */
final class Footprint {
    private static final int ARRAY_HEADER = 16;
    private static final int ALIGNMENT = 8;

    private Footprint() {}

    /** Reports the document as it is once loaded and read, with an index after an edit, and typed here. */
    static void report(Report report, byte[] state, List<Edit> edits) {
        Replica loaded = Format.V1.load(state);
        String text = loaded.text.toString();
        // the name that the others' heap after the same steps has; they don't keep anything outside of it
        report.value("memHeapPlusExternalAfterText", size(loaded.doc, text), "bytes");
        loaded.text.insert(text.length() / 2, "x");
        report.value("memLoadedTextInsert", size(loaded.doc), "bytes");
        Replica typed = new Replica(1);
        typed.edit(edits);
        report.value("memTyped", size(typed.doc), "bytes");
    }

    static double size(Object... roots) {
        return (double) GraphLayout.parseInstance(roots).totalSize();
    }

    /** What an array takes on a heap of less than 32 GB. */
    static long of(byte[] array) {
        return (ARRAY_HEADER + array.length + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
    }
}
