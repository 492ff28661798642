package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.KeyChange;
import dev.collab4j.core.YXmlElement;
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
