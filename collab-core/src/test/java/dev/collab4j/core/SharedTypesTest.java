package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the methods of the types return, and where they draw the line. */
class SharedTypesTest {
    private final Doc doc = new Doc();
    private final YText text = doc.getText("t");
    private final YArray array = doc.getArray("a");
    private final YMap map = doc.getMap("m");
    private final YXmlFragment xml = doc.getXmlFragment("x");

    @Test
    void oneObjectForEachType() {
        YMap nested = array.insertMap(0);
        assertThat(array.get(0)).isSameAs(nested);
        assertThat(nested.parent()).isSameAs(array);
        assertThat(doc.getArray("a")).isSameAs(array);
        assertThat(array.parent()).isNull();
        assertThat(nested.doc()).isSameAs(doc);
    }

    @Test
    void textIsClampedAtItsEnd() {
        text.insert(9, "ab");
        text.delete(1, 9);
        text.delete(5, 1);
        text.format(7, 1, Map.of("b", 1));
        assertThat(text.toString()).isEqualTo("a");
        assertThat(text.length()).isEqualTo(1);
        assertThatThrownBy(() -> text.insert(-1, "x")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.delete(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void deletingInAnEmptyTextDoesNothing() {
        text.delete(0, 1);
        assertThat(doc.encodeStateAsUpdate().isEmpty()).isTrue();
    }

    @Test
    void arraysRefuseWhatIsBeyondTheirEnd() {
        array.push(1, 2, 3);
        byte[] before = doc.encodeStateAsUpdate().toV1();
        assertThatThrownBy(() -> array.insert(4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.delete(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> xml.delete(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(before);
    }

    @Test
    void arraysReadLikeJavaScripts() {
        array.push(1, "b", null);
        array.unshift(true);
        assertThat(array.toList()).containsExactly(true, 1L, "b", null);
        assertThat(array.slice(-2, 9)).containsExactly("b", null);
        assertThat(array.slice(1, -1)).containsExactly(1L, "b");
        assertThat(array.slice(3, 1)).isEmpty();
        assertThat(array.length()).isEqualTo(4);
    }

    @Test
    void iteratorsAreSnapshots() {
        array.push(1, 2);
        Iterator<Object> iterator = array.iterator();
        array.delete(0, 2);
        assertThat(iterator).toIterable().containsExactly(1L, 2L);
    }

    @Test
    void longListsAreFoundByTheIndex() {
        for (int i = 0; i < 2_000; i++) {
            array.insert(i / 2, i);
            text.insert(i / 2, i % 2 == 0 ? "a" : "b", i % 7 == 0 ? Map.of("k", i) : Map.of());
        }
        Doc copy = new Doc();
        copy.applyUpdate(doc.encodeStateAsUpdate());
        for (int i = 0; i < 2_000; i += 3) {
            assertThat(copy.getArray("a").get(i)).isEqualTo(array.toList().get(i));
        }
        assertThat(copy.getText("t").toDelta()).isEqualTo(text.toDelta());
    }

    @Test
    void mapsKeepTheOrderOfTheirKeysAndJsonDoesNot() {
        map.set("b", 1);
        map.set("1", 2);
        map.set("a", 3);
        map.delete("b");
        map.set("b", 4);
        assertThat(map.keys()).containsExactly("b", "1", "a");
        assertThat(map.values()).containsExactly(4L, 2L, 3L);
        assertThat(map.size()).isEqualTo(3);
        assertThat(((Map<?, ?>) map.toJson()).keySet()).map(Object::toString).containsExactly("1", "b", "a");
        map.clear();
        assertThat(map.entries()).isEmpty();
    }

    @Test
    void numbersAreConvertedWithoutLoss() {
        map.set("whole", 5);
        map.set("half", 0.5);
        assertThat(map.get("whole", Integer.class)).isEqualTo(5);
        assertThat(map.get("whole", Double.class)).isEqualTo(5.0);
        assertThat(map.get("half", Float.class)).isEqualTo(0.5f);
        assertThat(map.get("none", Integer.class)).isNull();
        assertThatThrownBy(() -> map.get("half", Integer.class)).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> map.get("whole", String.class)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void deltasOfTexts() {
        text.insert(0, "ab", Map.of("b", true));
        text.insertEmbed(1, Map.of("image", "url"));
        text.insertEmbed(0, "text");
        YXmlElement element = text.insertXmlElement(7, "P");
        assertThat(text.toDelta().ops())
                .containsExactly(
                        new Delta.Insert("text", Map.of()),
                        new Delta.Insert("a", Map.of("b", true)),
                        new Delta.Insert(Map.of("image", "url"), Map.of()),
                        new Delta.Insert("b", Map.of("b", true)),
                        new Delta.Insert(element, Map.of()));
        assertThat(text.toString()).isEqualTo("textab");
        assertThat(text.length()).isEqualTo(8);
    }

    @Test
    void deltasThatCannotBeAppliedChangeNothing() {
        Delta delta = Delta.builder().insert("x").insert(new StringBuilder()).build();
        assertThatThrownBy(() -> text.applyDelta(delta)).isInstanceOf(IllegalArgumentException.class);
        assertThat(text.length()).isZero();
        assertThatThrownBy(() -> Delta.builder().retain(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Delta.builder().insert("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attributesOfTextsAndElements() {
        YXmlElement element = xml.pushElement("Div");
        element.setAttribute("w", 1.5);
        element.setAttribute("2", List.of("x"));
        text.setAttribute("lang", "en");
        text.removeAttribute("none");
        assertThat(element.getAttributes()).containsExactly(Map.entry("2", List.of("x")), Map.entry("w", 1.5));
        assertThat(element.hasAttribute("w")).isTrue();
        element.removeAttribute("w");
        assertThat(element.getAttribute("w")).isNull();
        assertThat(text.getAttributes()).isEqualTo(Map.of("lang", "en"));
    }

    @Test
    void xmlIsPrintedAsYjsDoes() {
        YXmlElement element = xml.pushElement("Div");
        element.setAttribute("z", Arrays.asList(1, null, "a"));
        element.setAttribute("n", 1e21);
        element.setAttribute("o", Map.of());
        YXmlText words = element.pushText();
        words.insert(0, "a<b", Map.of("i", true, "a", Map.of("href", "u", "k", 1)));
        words.insertEmbed(3, List.of(1, 2));
        element.pushHook("hook");
        assertThat(xml.toString())
                .isEqualTo("<div n=\"1e+21\" o=\"[object Object]\" z=\"1,,a\"><a href=\"u\" k=\"1\"><i>a<b</i></a>1,2"
                        + "[object Object]</div>");
        assertThat(xml.toJson()).isEqualTo(xml.toString());
        assertThat(element.nodeName()).isEqualTo("Div");
        assertThat(((YXmlHook) element.get(1)).hookName()).isEqualTo("hook");
        assertThat(xml.firstChild()).isSameAs(element);
        assertThat(element.firstChild()).isSameAs(words);
    }

    @Test
    void jsonOfAllTypes() {
        array.insertMap(0).setText("t").insert(0, "x");
        array.insertXmlText(1).insert(0, "y", Map.of("b", true));
        array.push(new Doc(), Undefined.INSTANCE.toString());
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("t", "x"), "<b>y</b>", Map.of(), "undefined"));
    }

    @Test
    void deletedTypesAreEmpty() {
        YMap nested = array.insertMap(0);
        YText inner = nested.setText("t");
        inner.insert(0, "x");
        array.delete(0);
        assertThat(nested.size()).isZero();
        assertThat(inner.toString()).isEmpty();
        assertThat(inner.length()).isZero();
        nested.set("k", 1);
        assertThat(nested.has("k")).isFalse();
        assertThat(nested.toJson()).isEqualTo(Map.of());
    }

    @Test
    void copiesAreTakenOfWhatIsInTextsAndDocumentsToo() {
        array.push(new Doc(DocOptions.builder().guid("inner").build()), "x");
        YText source = array.pushText();
        source.insertMap(0).set("k", List.of(1, 2));
        source.format(0, 1, Map.of("bold", true));
        Doc other = new Doc();
        YText copy = other.getText("t").insertCopy(0, source);
        copy.applyDelta(source.toDelta());
        assertThat(copy.toDelta().ops()).hasSize(2).allSatisfy(op -> {
            Delta.Insert insert = (Delta.Insert) op;
            assertThat(insert.attributes()).isEqualTo(Map.of("bold", true));
            assertThat(((YMap) insert.value()).toJson()).isEqualTo(Map.of("k", List.of(1L, 2L)));
            assertThat(((YMap) insert.value()).doc()).isSameAs(other);
        });
        YArray twice = other.getMap("m").setCopy("a", array);
        Doc inner = (Doc) twice.get(0);
        assertThat(inner.guid()).isEqualTo("inner");
        assertThat(inner).isNotSameAs(array.get(0));
        assertThat(inner.parentDoc()).isSameAs(other);
        assertThat(array.insertCopy(0, array).length()).isEqualTo(3);
        assertThat(array.length()).isEqualTo(4);
    }
}
