package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams and iterators show what was there when they were asked for, whoever edits meanwhile. */
class StreamsTest {
    private final Doc doc = new Doc();

    @Test
    void arrays() {
        YArray array = doc.getArray("a");
        array.push(1, "two", null);
        var stream = array.stream();
        for (Object element : array) {
            array.push(element);
        }
        assertThat(stream.toList()).containsExactly(1L, "two", null);
        assertThat(array.length()).isEqualTo(6);
    }

    @Test
    void maps() {
        YMap map = doc.getMap("m");
        map.set("a", 1);
        map.set("b", null);
        var stream = map.stream();
        for (Map.Entry<String, Object> entry : map) {
            map.delete(entry.getKey());
        }
        assertThat(stream.map(Map.Entry::getKey)).containsExactly("a", "b");
        assertThat(map.size()).isZero();
    }

    @Test
    void xml() {
        YXmlFragment fragment = doc.getXmlFragment("x");
        YXmlElement first = fragment.pushElement("a");
        YXmlText second = fragment.pushText();
        var stream = fragment.stream();
        for (Object child : fragment) {
            assertThat(child).isInstanceOf(SharedType.class);
            fragment.delete(0);
        }
        assertThat(stream.toList()).isEqualTo(List.of(first, second));
        assertThat(fragment.length()).isZero();
    }

    @Test
    void text() {
        YText text = doc.getText("t");
        text.insert(0, "a");
        text.insert(1, "b", Map.of("bold", true));
        List<Object> values = new ArrayList<>();
        for (Delta.Op op : text.toDelta()) {
            text.delete(0, 1);
            values.add(((Delta.Insert) op).value());
        }
        assertThat(values).containsExactly("a", "b");
        assertThat(text.toDelta().stream()).isEmpty();
    }
}
