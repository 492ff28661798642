package dev.collab4j.hub;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Json;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random edits of a document with a card, a log, a page with headings, and a list; all that they write is marked. */
final class FilteredEdits {

    /** As long as a mark, so that nobody cuts marks. */
    private static final String SMILE = "\uD83D\uDE00......";

    private FilteredEdits() {}

    static void begin(Doc doc, Marks marks) {
        doc.getMap("card").set("status", marks.next());
        doc.getMap("card").set("title", marks.next());
        doc.getMap("card").setMap("more").set("in", marks.next());
        doc.getText("log").insert(0, marks.next() + SMILE);
        child(doc.getXmlFragment("page"), 0, "heading", marks);
        child(doc.getXmlFragment("page"), 1, "p", marks);
        doc.getArray("list").push(marks.next());
    }

    private static void child(YXmlFragment page, int at, String name, Marks marks) {
        YXmlElement child = page.insertElement(at, name);
        child.setAttribute("id", marks.next());
        child.insertText(0).insert(0, SMILE + marks.next());
    }

    static void edit(Doc doc, Random random, Marks marks) {
        YMap card = doc.getMap("card");
        YText log = doc.getText("log");
        YXmlFragment page = doc.getXmlFragment("page");
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> card.set("status", marks.next());
            case 3 -> card.set("title", marks.next());
            case 4 -> card.delete(random.nextBoolean() ? "status" : "title");
            case 5 -> card.set(marks.next().substring(2, 6), marks.next());
            case 6 -> inside(card, random, marks);
            case 7, 8, 9, 10 -> log.insert(log.length(), marks.next());
            case 11, 12 -> log.insert(place(log, random), marks.next());
            case 13 -> delete(log, place(log, random));
            case 14 -> log.format(0, place(log, random), Map.of("link", marks.next()));
            case 15 -> child(page, random.nextInt(page.length() + 1), random.nextBoolean() ? "p" : "heading", marks);
            case 16 -> delete(page, random.nextInt(page.length() + 1));
            case 17 -> doc.getArray("list").push(marks.next(), marks.next());
            case 18 -> inside(card, random, marks);
            default -> edit(page, random, marks);
        }
    }

    private static void inside(YMap card, Random random, Marks marks) {
        if (card.get("more") instanceof YMap more && random.nextInt(4) > 0) {
            more.set("in", marks.next());
        } else {
            card.setMap("more").set("in", marks.next());
        }
    }

    private static int place(YText text, Random random) {
        return Marks.LENGTH * random.nextInt(text.length() / Marks.LENGTH + 1);
    }

    private static void delete(YText text, int at) {
        if (at < text.length()) {
            text.delete(at, Marks.LENGTH);
        }
    }

    private static void delete(YXmlFragment page, int at) {
        if (at < page.length()) {
            page.delete(at);
        }
    }

    private static void edit(YXmlFragment page, Random random, Marks marks) {
        if (page.length() == 0 || !(page.get(random.nextInt(page.length())) instanceof YXmlElement child)) {
            return;
        }
        if (child.length() > 0 && child.get(0) instanceof YXmlText text && random.nextInt(4) > 0) {
            text.insert(place(text, random), marks.next());
        } else {
            child.setAttribute("id", marks.next());
        }
    }

    /** The update of an edit. */
    static Update update(Doc doc, Random random, Marks marks) {
        StateVector before = doc.stateVector();
        doc.transact(tx -> {
            edit(doc, random, marks);
            edit(doc, random, marks);
        });
        return doc.encodeStateAsUpdate(before);
    }

    /** Which key came first is nobody's business. */
    private static String sorted(YMap map) {
        return Json.stringify(new TreeMap<>((Map<?, ?>) map.toJson()));
    }

    /** All that can be seen, and how far it has got. */
    static String picture(Doc doc) {
        return doc.read(() -> String.join(
                "\n",
                sorted(doc.getMap("card")),
                doc.getText("log").toDelta().toString(),
                doc.getXmlFragment("page").toString(),
                Json.stringify(doc.getArray("list").toJson()),
                doc.stateVector().toString()));
    }
}
