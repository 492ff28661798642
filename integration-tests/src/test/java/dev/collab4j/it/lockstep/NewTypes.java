package dev.collab4j.it.lockstep;

import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.it.oracle.Fields;

/** Nested types of all kinds in all containers. */
final class NewTypes {
    private NewTypes() {}

    static void insert(YText text, int index, Fields o) {
        switch (o.text("kind")) {
            case "Text" -> text.insertText(index);
            case "Array" -> text.insertArray(index);
            case "Map" -> text.insertMap(index);
            case "XmlFragment" -> text.insertXmlFragment(index);
            case "XmlElement" -> text.insertXmlElement(index, o.text("key"));
            case "XmlText" -> text.insertXmlText(index);
            default -> text.insertXmlHook(index, o.text("key"));
        }
    }

    static void insert(YArray array, int index, Fields o) {
        switch (o.text("kind")) {
            case "Text" -> array.insertText(index);
            case "Array" -> array.insertArray(index);
            case "Map" -> array.insertMap(index);
            case "XmlFragment" -> array.insertXmlFragment(index);
            case "XmlElement" -> array.insertXmlElement(index, o.text("key"));
            case "XmlText" -> array.insertXmlText(index);
            default -> array.insertXmlHook(index, o.text("key"));
        }
    }

    static void push(YArray array, Fields o) {
        switch (o.text("kind")) {
            case "Text" -> array.pushText();
            case "Array" -> array.pushArray();
            case "Map" -> array.pushMap();
            case "XmlFragment" -> array.pushXmlFragment();
            case "XmlElement" -> array.pushXmlElement(o.text("key"));
            case "XmlText" -> array.pushXmlText();
            default -> array.pushXmlHook(o.text("key"));
        }
    }

    static void set(YMap map, String entry, Fields o) {
        switch (o.text("kind")) {
            case "Text" -> map.setText(entry);
            case "Array" -> map.setArray(entry);
            case "Map" -> map.setMap(entry);
            case "XmlFragment" -> map.setXmlFragment(entry);
            case "XmlElement" -> map.setXmlElement(entry, o.text("key"));
            case "XmlText" -> map.setXmlText(entry);
            default -> map.setXmlHook(entry, o.text("key"));
        }
    }

    static void insert(YXmlFragment xml, int index, Fields o) {
        switch (o.text("kind")) {
            case "XmlElement" -> xml.insertElement(index, o.text("key"));
            case "XmlText" -> xml.insertText(index);
            default -> xml.insertHook(index, o.text("key"));
        }
    }

    static void push(YXmlFragment xml, Fields o) {
        switch (o.text("kind")) {
            case "XmlElement" -> xml.pushElement(o.text("key"));
            case "XmlText" -> xml.pushText();
            default -> xml.pushHook(o.text("key"));
        }
    }
}
