package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Types nested far deeper than a stack: nothing recurses. */
class DeepNestingTest {
    private static final int DEPTH = 10_000;

    private final Doc doc = new Doc();

    @Test
    void arraysAndMaps() {
        YArray root = doc.getArray("a");
        YMap innermost = nest(root);
        AtomicInteger length = new AtomicInteger();
        root.observeDeep(events -> length.set(events.get(0).path().size()));

        innermost.set("k", 1);

        assertThat(length).hasValue(DEPTH - 1);
        Object json = root.toJson();
        for (int i = 0; i < DEPTH / 2; i++) {
            json = ((Map<?, ?>) ((List<?>) json).get(0)).get("n");
        }
        assertThat(json).isNull();
        root.delete(0);
        assertThat(innermost.size()).isZero();
        assertThat(root.toJson()).isEqualTo(List.of());
    }

    private YMap nest(YArray root) {
        return doc.compute(tx -> {
            YArray array = root;
            YMap map = array.insertMap(0);
            for (int i = 2; i < DEPTH; i += 2) {
                array = map.setArray("n");
                map = array.insertMap(0);
            }
            return map;
        });
    }

    @Test
    void xml() {
        YXmlFragment root = doc.getXmlFragment("x");
        doc.transact(tx -> {
            YXmlFragment parent = root;
            for (int i = 0; i < DEPTH; i++) {
                parent = parent.insertElement(0, "p");
            }
            parent.insertText(0).insert(0, "x");
        });
        String printed = root.toString();
        assertThat(printed).hasSize(DEPTH * 7 + 1).startsWith("<p><p>").contains("<p>x</p>");
        Doc copy = new Doc();
        copy.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(copy.getXmlFragment("x").toString()).isEqualTo(printed);
        assertThat(doc.getArray("copies").insertCopy(0, root).toString()).isEqualTo(printed);
        assertThat(root.descendants()).hasSize(DEPTH + 1);
    }

    @Test
    void textsInTexts() {
        YText root = doc.getText("t");
        doc.transact(tx -> {
            YText text = root.insertXmlText(0);
            for (int i = 0; i < DEPTH; i++) {
                text = text.insertXmlText(0);
            }
            text.insert(0, "x");
        });
        assertThat(((Delta.Insert) root.toDelta().ops().get(0)).value()).hasToString("x");
    }
}
