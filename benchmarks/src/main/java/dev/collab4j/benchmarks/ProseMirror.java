package dev.collab4j.benchmarks;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.util.Map;
import java.util.Objects;

/** A document of an editor on ProseMirror, as y-prosemirror makes it: each paragraph is a transaction. */
final class ProseMirror {
    private static final String NAME = "prosemirror";
    private static final int PARAGRAPHS = 10_000;

    private final Random32 random = new Random32(NAME, 0);

    private ProseMirror() {}

    static void addTo(Suite suite, YjsFiles yjs) {
        suite.add(NAME, "", (report, repetitions) -> run(report, yjs));
    }

    private static void run(Report report, YjsFiles yjs) {
        Doc written = new ProseMirror().write();
        byte[] state = Format.V1.encode(written);
        report.value("docSize", state.length, "bytes");
        yjs.check(report, "docSha256", NAME + ".doc", state);
        Doc loaded = new Doc();
        loaded.applyUpdate(Update.fromV1(state));
        Check.equal("loaded document", Bytes.sha256(state), Bytes.sha256(Format.V1.encode(loaded)));
        report.value("memLoadedAndEncoded", Footprint.size(loaded), "bytes");
        Check.equal("loaded content", read(written), read(loaded));
        report.value("memLoadedAndRead", Footprint.size(loaded), "bytes");
    }

    private Doc write() {
        Doc doc = new Doc(DocOptions.builder().clientId(1).build());
        YXmlFragment fragment = doc.getXmlFragment(NAME);
        for (int i = 0; i < PARAGRAPHS; i++) {
            int paragraph = i;
            doc.transact(transaction -> write(fragment.pushElement("paragraph"), paragraph));
        }
        return doc;
    }

    private void write(YXmlElement element, int paragraph) {
        element.pushText().applyDelta(delta(paragraph));
        if (paragraph % 10 == 0) {
            element.setAttribute("textAlign", "center");
        }
    }

    /** Every fifth has something in bold. */
    private Delta delta(int paragraph) {
        if (paragraph % 5 > 0) {
            return Delta.builder().insert(random.word(50, 70)).build();
        }
        return Delta.builder()
                .insert(random.word(20, 30))
                .insert(random.word(10, 15), Map.of("bold", Map.of()))
                .insert(random.word(20, 25))
                .build();
    }

    /** What each element and each of its texts say; only the document keeps something of it. */
    private static int read(Doc doc) {
        return doc.getXmlFragment(NAME).querySelectorAll("paragraph").stream()
                .mapToInt(ProseMirror::read)
                .sum();
    }

    private static int read(YXmlElement element) {
        YXmlText text = (YXmlText) Objects.requireNonNull(element.get(0));
        return element.toString().length()
                + element.getAttributes().size()
                + text.toDelta().ops().size();
    }
}
