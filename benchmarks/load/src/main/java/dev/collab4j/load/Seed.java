package dev.collab4j.load;

import dev.collab4j.benchmarks.trace.Edit;
import dev.collab4j.benchmarks.trace.Trace;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YText;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The document that newcomers get. */
final class Seed {

    private static final int WRITER = 1;

    @Option(
            names = "--characters",
            description = "A text of so many, typed one by one by one writer; ${DEFAULT-VALUE} if absent.")
    int characters = 5_000;

    @Option(
            names = "--operations",
            description = "Instead, a text that took so many single inserts and deletes, as people make them.")
    int operations;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Instead, what somebody typed in a recorded trace (.json.gz); docs/benchmarks.md has its form.")
    @Nullable
    Path trace;

    String title() {
        if (trace != null) {
            return trace.getFileName().toString();
        }
        return operations > 0 ? operations + " operations" : characters + " characters";
    }

    Update update() throws IOException {
        if (trace != null) {
            return typed(Trace.read(trace));
        }
        return operations > 0 ? typed(Trace.synthetic(1, operations)) : characters();
    }

    private Update characters() {
        Doc doc = writer();
        YText text = doc.getText("text");
        for (int i = 0; i < characters; i++) {
            text.insert(i, String.valueOf((char) (i % 6 == 5 ? ' ' : 'a' + i % 26)));
        }
        return doc.encodeStateAsUpdate();
    }

    private static Update typed(Trace typed) {
        if (typed.concurrent()) {
            throw new IllegalArgumentException("the trace has several writers");
        }
        Doc doc = writer();
        YText text = doc.getText("text");
        for (Edit edit : typed.edits()) {
            edit.applyTo(text);
        }
        return doc.encodeStateAsUpdate();
    }

    private static Doc writer() {
        return new Doc(DocOptions.builder().clientId(WRITER).build());
    }
}
