package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.KeyChange;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlHook;
import dev.collab4j.core.YXmlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Yjs tests of XML; each case carries the name that it has there. */
class XmlCasesTest {
    @Test
    @DisplayName("xml: testCustomTypings")
    void attributesAreValuesOfAnyKind() {
        YXmlElement element = new Doc().getMap("").setXmlElement("yxml", "test");
        assertThat(element.getAttribute("num")).isNull();
        element.setAttribute("num", 1);
        element.setAttribute("str", "s");
        assertThat(element.getAttributes()).isEqualTo(Map.of("num", 1L, "str", "s"));
    }

    @Test
    @DisplayName("xml: testSetProperty")
    void anAttributeReachesOthers() {
        Peers peers = new Peers(2);
        peers.get(0).xml.setAttribute("height", "10");
        assertThat(peers.get(0).xml.getAttribute("height")).isEqualTo("10");
        peers.flush();
        assertThat(peers.get(1).xml.getAttribute("height")).isEqualTo("10");
        peers.converge();
    }

    @Test
    @DisplayName("xml: testHasProperty")
    void anAttributeThatComesAndGoes() {
        Peers peers = new Peers(2);
        peers.get(0).xml.setAttribute("height", "10");
        assertThat(peers.get(0).xml.hasAttribute("height")).isTrue();
        peers.flush();
        assertThat(peers.get(1).xml.hasAttribute("height")).isTrue();
        peers.get(0).xml.removeAttribute("height");
        assertThat(peers.get(0).xml.hasAttribute("height")).isFalse();
        peers.flush();
        assertThat(peers.get(1).xml.hasAttribute("height")).isFalse();
        peers.converge();
    }

    @Test
    @DisplayName("xml: testEvents")
    void eventsTellAttributesFromChildren() {
        Peers peers = new Peers(2);
        YXmlElement xml = peers.get(0).xml;
        List<String> here = changesOf(xml);
        List<String> there = changesOf(peers.get(1).xml);
        xml.setAttribute("key", "value");
        peers.flush();
        xml.removeAttribute("key");
        peers.flush();
        xml.insertText(0);
        peers.flush();
        xml.delete(0);
        peers.flush();
        assertThat(here).containsExactly("[key] false", "[key] false", "[] true", "[] true");
        assertThat(there).isEqualTo(here);
        peers.converge();
    }

    private static List<String> changesOf(YXmlElement xml) {
        List<String> changes = new ArrayList<>();
        xml.observe(event -> {
            Set<String> attributes = event.attributesChanged();
            changes.add(attributes + " " + event.childListChanged());
        });
        return changes;
    }

    @Test
    @DisplayName("xml: testTreewalker")
    void elementsAreFoundByName() {
        Peers peers = new Peers(3);
        YXmlElement xml = peers.get(0).xml;
        YXmlElement first = xml.insertElement(0, "p");
        YXmlText init = first.insertText(0);
        init.insert(0, "init");
        YXmlText text = first.pushText();
        YXmlElement second = xml.pushElement("P");
        YXmlElement image = xml.pushElement("img");
        YXmlElement deep = second.pushElement("p");
        assertThat(xml.descendants()).containsExactly(first, init, text, second, deep, image);
        assertThat(xml.querySelectorAll("p")).containsExactly(first, second, deep);
        assertThat(xml.querySelectorAll("IMG")).containsExactly(image);
        assertThat(xml.querySelector("p")).isSameAs(first);
        assertThat(second.querySelector("p")).isSameAs(deep);
        assertThat(first.querySelector("p")).isNull();
        xml.delete(0);
        assertThat(xml.querySelector("p")).isSameAs(second);
        assertThat(first.descendants()).isEmpty();
        peers.converge();
    }

    @Test
    @DisplayName("xml: testYtextAttributes")
    void aTextHasAttributesAsAWhole() {
        YXmlText text = new Doc().getXmlText("");
        List<Map<String, KeyChange>> changes = new ArrayList<>();
        text.observe(event -> changes.add(event.keys()));
        text.setAttribute("test", 42);
        assertThat(changes).containsExactly(Map.of("test", new KeyChange(KeyChange.Action.ADD, null)));
        assertThat(text.getAttribute("test")).isEqualTo(42L);
        assertThat(text.getAttributes()).isEqualTo(Map.of("test", 42L));
    }

    @Test
    @DisplayName("xml: testSiblings")
    void childrenKnowTheirNeighbours() {
        YXmlFragment xml = new Doc().getXmlFragment("");
        YXmlText first = xml.insertText(0);
        YXmlHook between = xml.insertHook(1, "h");
        YXmlElement second = xml.insertElement(2, "p");
        assertThat(first.nextSibling()).isSameAs(between);
        assertThat(second.prevSibling()).isSameAs(between);
        xml.delete(1);
        assertThat(first.nextSibling()).isSameAs(second);
        assertThat(second.prevSibling()).isSameAs(first);
        assertThat(first.prevSibling()).isNull();
        assertThat(second.nextSibling()).isNull();
        assertThat(first.parent()).isSameAs(xml);
        assertThat(xml.parent()).isNull();
        assertThat(xml.firstChild()).isSameAs(first);
    }

    @Test
    void whatIsNoChildHasNoNeighbours() {
        Doc doc = new Doc();
        YXmlElement root = doc.getXmlElement("root");
        YMap map = doc.getMap("map");
        map.setXmlText("key");
        YXmlText text = map.setXmlText("key");
        assertThat(root.nextSibling()).isNull();
        assertThat(root.prevSibling()).isNull();
        assertThat(text.nextSibling()).isNull();
        assertThat(text.prevSibling()).isNull();
    }

    @Test
    @DisplayName("xml: testInsertafter")
    void childrenAreInsertedBehindOthers() {
        YXmlFragment xml = new Doc().getXmlFragment("");
        YXmlText first = xml.insertTextAfter(null);
        YXmlElement second = xml.insertElementAfter(first, "p");
        YXmlElement third = xml.insertElementAfter(second, "p");
        YXmlElement deepFirst = second.insertElementAfter(null, "span");
        YXmlText deepSecond = second.insertTextAfter(deepFirst);
        YXmlHook before = xml.insertHookAfter(null, "h");
        assertThat(second.toList()).containsExactly(deepFirst, deepSecond);
        assertThat(xml.toList()).containsExactly(before, first, second, third);
        xml.delete(1);
        YXmlText instead = xml.insertTextAfter(first);
        assertThat(xml.toList()).containsExactly(before, instead, second, third);
        assertThatIllegalArgumentException().isThrownBy(() -> third.insertTextAfter(deepFirst));
        assertThatIllegalArgumentException().isThrownBy(() -> third.insertTextAfter(xml));
        assertThat(third.length()).isZero();
    }

    @Test
    @DisplayName("xml: testClone")
    void xmlIsCopiedWithAllThatIsInIt() {
        Doc doc = new Doc();
        YXmlFragment xml = doc.getXmlFragment("");
        xml.pushText().insert(0, "text", Map.of("b", Map.of()));
        YXmlElement second = xml.pushElement("p");
        second.setAttribute("k", "v");
        second.pushElement("i").pushText().insert(0, "deep");
        xml.pushHook("h").set("x", 1);
        YXmlFragment copy = doc.getArray("copyarr").insertCopy(0, xml);
        assertThat(copy).isNotSameAs(xml);
        assertThat(copy.length()).isEqualTo(3);
        assertThat(copy.toJson()).isEqualTo(xml.toJson());
        second.setAttribute("k", "changed");
        assertThat(copy.toString()).contains("k=\"v\"");
        YXmlElement twice = xml.insertCopy(1, second);
        assertThat(xml.get(1)).isSameAs(twice);
        assertThat(twice.toString()).isEqualTo(second.toString());
        assertThatIllegalArgumentException().isThrownBy(() -> xml.insertCopy(0, copy));
    }

    @Test
    @DisplayName("xml: testFormattingBug")
    void attributesThatAreObjects() {
        YXmlText text = new Doc().getXmlText("");
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("em", Map.of());
        both.put("strong", Map.of());
        Delta delta = Delta.builder()
                .insert("A", both)
                .insert("B", Map.of("em", Map.of()))
                .insert("C", both)
                .build();
        text.applyDelta(delta);
        assertThat(text.toDelta()).isEqualTo(delta);
    }

    @Test
    @DisplayName("xml: testElement")
    void childrenOfARootElement() {
        YXmlElement element = new Doc().getXmlElement("");
        YXmlText first = element.pushText();
        YXmlText second = element.pushText();
        first.insert(0, "text1");
        second.insert(0, "text2");
        assertThat(element.toList()).containsExactly(first, second);
    }
}
