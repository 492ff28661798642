package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.lib0.JsJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of two replicas with documents inside documents: each document tells what it tells in the real Yjs.
 * The twin of integration-tests/oracle/vectors/subdocs.mjs.
 */
class SubDocHistoriesTest {
    static Stream<Map<?, ?>> histories() throws IOException {
        try (InputStream in = SubDocHistoriesTest.class.getResourceAsStream("/vectors/yjs-subdocs.json")) {
            String json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return ((List<?>) Objects.requireNonNull(JsJson.parse(json)))
                    .stream().map(each -> (Map<?, ?>) each);
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void tellsWhatYjsTells(Map<?, ?> vector) {
        History history = new History(((Number) vector.get("seed")).intValue());
        for (int steps = 5 + history.draw(25); steps > 0; steps--) {
            history.step();
        }
        assertThat(history.finish()).isEqualTo(vector.get("log"));
    }

    private static final class History {
        private final Map<String, String> log = new LinkedHashMap<>();
        private final List<Doc> made = new ArrayList<>();
        private final List<Doc> roots = new ArrayList<>();
        private int state;

        History(int seed) {
            state = seed;
            boolean gc = draw(3) > 0;
            for (int client = 1; client <= 2; client++) {
                roots.add(watched(DocOptions.builder().guid("r" + client).gc(gc), client));
            }
            if (draw(3) == 0) {
                roots.get(0).getMap("m").observe(event -> maybeEdit(roots.get(0).getArray("a")));
            }
        }

        int draw(int bound) {
            state = state * 1664525 + 1013904223;
            return (state >>> 8) % bound;
        }

        private void maybeEdit(YArray array) {
            if (draw(3) == 0) {
                array.insert(0, draw(3) == 0 ? newDoc() : (Object) 1);
            }
        }

        private void tell(Doc doc, String what, Object line) {
            log.merge(doc.guid() + " " + what, line.toString(), (before, next) -> before + "|" + next);
        }

        private Doc watched(DocOptions.Builder options, long client) {
            Doc doc = new Doc(options.clientId(client).build());
            for (TransactionPhase phase : TransactionPhase.values()) {
                doc.onTransaction(phase, tx -> tell(doc, "phases", phase.ordinal()));
            }
            doc.onUpdate(event -> tell(doc, "updates", hex(event.update())));
            doc.onSubDocs(event -> tell(
                    doc,
                    "subdocs",
                    "+" + guids(event.added()) + "-" + guids(event.removed()) + "*" + guids(event.loaded())));
            doc.onDestroy(destroyed -> tell(destroyed, "destroyed", ""));
            doc.onAllTransactions(transactions -> tell(doc, "all", transactions.size()));
            return doc;
        }

        private static String hex(Update update) {
            return HexFormat.of().formatHex(update.toV1());
        }

        private static String guids(Set<Doc> docs) {
            return docs.stream().map(Doc::guid).collect(Collectors.joining(","));
        }

        private Doc newDoc() {
            DocOptions.Builder options = DocOptions.builder()
                    .guid("g" + made.size())
                    .gc(draw(4) > 0)
                    .autoLoad(draw(4) == 0)
                    .shouldLoad(draw(2) == 0);
            if (draw(3) == 0) {
                options.meta("m" + draw(3));
            }
            Doc doc = watched(options, 100 + made.size());
            made.add(doc);
            return doc;
        }

        private void withInner(Doc doc, Consumer<Doc> action) {
            List<Doc> inner = Stream.concat(doc.getMap("m").values().stream(), doc.getArray("a").toList().stream())
                    .filter(Doc.class::isInstance)
                    .map(Doc.class::cast)
                    .toList();
            if (!inner.isEmpty()) {
                action.accept(inner.get(draw(inner.size())));
            }
        }

        private void edit(Doc doc) {
            YMap map = doc.getMap("m");
            YArray array = doc.getArray("a");
            switch (draw(8)) {
                case 0, 1 -> map.set("k" + draw(3), newDoc());
                case 2 -> map.delete("k" + draw(3));
                case 3 -> array.insert(draw(array.length() + 1), newDoc(), 1);
                case 4 -> deleteOne(array);
                case 5 -> withInner(doc, Doc::load);
                case 6 -> withInner(doc, Doc::destroy);
                default -> withInner(doc, inner -> inner.getMap("m").set("k" + draw(2), newDoc()));
            }
        }

        private void deleteOne(YArray array) {
            if (array.length() > 0) {
                array.delete(draw(array.length()));
            }
        }

        void step() {
            int from = draw(2);
            Doc doc = roots.get(from);
            int kind = draw(10);
            if (kind < 5) {
                edit(doc);
            } else if (kind < 8) {
                int edits = 1 + draw(4);
                doc.transact(tx -> {
                    for (int i = 0; i < edits; i++) {
                        edit(doc);
                    }
                });
            } else {
                Doc to = roots.get(1 - from);
                to.applyUpdate(doc.encodeStateAsUpdate(to.stateVector()));
            }
        }

        Map<String, String> finish() {
            roots.forEach(root -> tell(root, "state", hex(root.encodeStateAsUpdate())));
            Stream.concat(roots.stream(), made.stream())
                    .forEach(doc ->
                            tell(doc, "end", doc.shouldLoad() + " " + doc.isDestroyed() + " " + inner(doc.subDocs())));
            return log;
        }

        private static String inner(Set<Doc> docs) {
            return docs.stream()
                    .map(doc -> doc.guid() + (doc.shouldLoad() ? "+" : "") + "@" + doc.clientId())
                    .collect(Collectors.joining(","));
        }
    }
}
