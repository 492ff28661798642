package dev.collab4j.it.merge;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A long history of single characters by a few people, in texts that come and go: two replicas watch, of which one collects
 * what was deleted, so that there are states that dispute many ids.
 */
final class Typists {
    private static final List<String> TEXTS = List.of("a", "b", "c");
    private static final int STATES = 60;

    private final Random random;
    private final List<Doc> people;
    private final List<Doc> watchers = List.of(doc(1, true), doc(2, false));
    private final List<Update> updates = new ArrayList<>();
    private final List<Update> states = new ArrayList<>();

    private Typists(Random random) {
        this.random = random;
        people = LongStream.range(10, 15).mapToObj(client -> doc(client, true)).toList();
        people.forEach(person -> person.onUpdate(event -> {
            if (event.local()) {
                updates.add(event.update());
            }
        }));
    }

    private static Doc doc(long client, boolean gc) {
        return new Doc(DocOptions.builder().clientId(client).gc(gc).build());
    }

    /** At least so many updates. */
    static Pieces type(Random random, int updates) {
        Typists typists = new Typists(random);
        while (typists.updates.size() < updates) {
            typists.work();
            if (typists.updates.size() > typists.states.size() * updates / STATES) {
                typists.watch();
            }
        }
        return new Pieces(random, typists.updates, typists.states);
    }

    /** Somebody learns what there is, and types. */
    private void work() {
        Doc person = people.get(random.nextInt(people.size()));
        int known = updates.size();
        person.applyUpdate(Update.merge(updates.subList(Math.max(0, known - 50), known)));
        for (int i = random.nextInt(8); i >= 0; i--) {
            edit(person.getMap("texts"), TEXTS.get(random.nextInt(TEXTS.size())));
        }
    }

    private void edit(YMap texts, String name) {
        if (!(texts.get(name) instanceof YText text)) {
            texts.setText(name);
        } else if (random.nextInt(30) == 0) {
            texts.delete(name);
        } else if (text.length() > 0 && random.nextInt(5) == 0) {
            text.delete(random.nextInt(text.length()), 1);
        } else {
            text.insert(random.nextInt(text.length() + 1), "x");
        }
    }

    private void watch() {
        for (Doc watcher : watchers) {
            updates.forEach(watcher::applyUpdate);
            states.add(watcher.encodeStateAsUpdate());
        }
    }
}
