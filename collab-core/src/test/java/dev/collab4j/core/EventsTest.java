package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What observers are told, and in which order. */
class EventsTest {
    private final Doc doc = new Doc();
    private final YText text = doc.getText("t");
    private final YArray array = doc.getArray("a");
    private final YMap map = doc.getMap("m");
    private final List<Object> seen = new ArrayList<>();

    @Test
    void textEvents() {
        text.insert(0, "abc");
        text.observe(event -> {
            seen.add(event.delta());
            seen.add(event.keysChanged());
            seen.add(event.childListChanged());
        });
        doc.transact(tx -> {
            text.delete(0, 1);
            text.insert(1, "X", Map.of("b", true));
            text.format(2, 1, Map.of("i", 1));
            text.setAttribute("k", "v");
        });
        Delta delta = Delta.builder()
                .delete(1)
                .retain(1)
                .insert("X", Map.of("b", true))
                .retain(1, Map.of("i", 1L))
                .build();
        assertThat(seen).containsExactly(delta, java.util.Set.of("k"), true);
    }

    @Test
    void arrayEvents() {
        array.push(1, 2, 3, 4);
        array.observe(event -> seen.add(event.delta()));
        YMap[] nested = new YMap[1];
        doc.transact(tx -> {
            array.delete(1, 2);
            array.insert(2, "x", "y");
            nested[0] = array.insertMap(2);
            array.push("gone");
            array.delete(5);
        });
        assertThat(seen)
                .containsExactly(Delta.builder()
                        .retain(1)
                        .delete(2)
                        .retain(1)
                        .insert(List.of(nested[0], "x", "y"))
                        .build());
    }

    @Test
    void mapEvents() {
        map.set("updated", 1);
        map.set("deleted", List.of(1));
        map.observe(event -> {
            seen.add(event.keys());
            seen.add(event.keysChanged());
        });
        doc.transact(tx -> {
            map.set("updated", 2);
            map.set("updated", 3);
            map.delete("deleted");
            map.set("added", 1);
            map.set("passing", 1);
            map.delete("passing");
        });
        assertThat(seen.get(0))
                .isEqualTo(Map.of(
                        "updated", new KeyChange(KeyChange.Action.UPDATE, 1L),
                        "deleted", new KeyChange(KeyChange.Action.DELETE, List.of(1L)),
                        "added", new KeyChange(KeyChange.Action.ADD, null)));
        assertThat(seen.get(1)).isEqualTo(java.util.Set.of("updated", "deleted", "added", "passing"));
    }

    @Test
    void oldValuesMayBeTypes() {
        YText old = map.setText("t");
        map.observe(event -> seen.add(event.keys().get("t").oldValue()));
        map.delete("t");
        assertThat(seen).containsExactly(old);
    }

    @Test
    void xmlEvents() {
        YXmlElement element = doc.getXmlFragment("x").pushElement("p");
        element.observe(event -> {
            seen.add(event.childListChanged());
            seen.add(event.attributesChanged());
            seen.add(event.target());
        });
        element.setAttribute("k", 1);
        element.pushText();
        assertThat(seen).containsExactly(false, java.util.Set.of("k"), element, true, java.util.Set.of(), element);
    }

    @Test
    void deepObserversGetTheNearestEventsFirst() {
        YArray outer = map.setArray("list");
        YMap inner = outer.insertMap(0);
        outer.unshift(0);
        map.observeDeep(events -> events.forEach(event -> {
            seen.add(event.path());
            seen.add(event.currentTarget());
        }));
        outer.observeDeep(events -> events.forEach(event -> seen.add(event.path())));
        doc.transact(tx -> {
            inner.set("k", 1);
            outer.push(1);
            map.set("x", 1);
        });
        assertThat(seen)
                .containsExactly(List.of(), List.of(1), List.of(), map, List.of("list"), map, List.of("list", 1), map);
    }

    @Test
    void observersOfOneTransactionShareTheirEvents() {
        List<YEvent> events = new ArrayList<>();
        YMap inner = array.insertMap(0);
        inner.observe(events::add);
        array.observeDeep(events::addAll);
        inner.set("k", 1);
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isSameAs(events.get(1));
        assertThat(events.get(0).target()).isSameAs(inner);
    }

    @Test
    void typesDeletedInTheTransactionAreSilent() {
        YMap inner = array.insertMap(0);
        inner.observe(event -> seen.add("inner"));
        array.observeDeep(events -> events.forEach(event -> seen.add(event.target())));
        doc.transact(tx -> {
            inner.set("k", 1);
            array.delete(0);
        });
        assertThat(seen).containsExactly(array);
    }

    @Test
    void eventsOfTypesThatAnObserverDeletedAreLeftOut() {
        YMap inner = array.insertMap(0);
        inner.observe(event -> array.delete(0));
        array.observeDeep(events -> events.forEach(event -> seen.add(event.target())));
        inner.set("k", 1);
        assertThat(seen).containsExactly(array);
    }

    @Test
    void newTypesAreSilent() {
        array.observeDeep(events -> seen.add(events.size()));
        doc.transact(tx -> array.insertMap(0).set("k", 1));
        assertThat(seen).containsExactly(1);
    }

    @Test
    void detailsAreComputedOnlyWhileObserversRun() {
        AtomicReference<YMapEvent> asked = new AtomicReference<>();
        AtomicReference<YMapEvent> unasked = new AtomicReference<>();
        map.observe(event -> {
            event.keys();
            asked.set(event);
        });
        map.set("a", 1);
        assertThat(asked.get().keys()).containsOnlyKeys("a");
        doc.getMap("m2").observe(unasked::set);
        doc.getMap("m2").set("k", 1);
        String message = "only while its observers run";
        assertThatThrownBy(() -> unasked.get().keys())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> unasked.get().delta()).hasMessageContaining(message);
        assertThatThrownBy(() -> unasked.get().path()).hasMessageContaining(message);
        assertThat(unasked.get().keysChanged()).containsExactly("k");
    }

    @Test
    void observersAddedDuringARoundWaitForTheNextAndRemovedOnesAreNotCalled() {
        AtomicReference<Subscription> second = new AtomicReference<>();
        map.observe(event -> {
            seen.add("first");
            second.get().close();
            second.get().close();
            map.observe(later -> seen.add("late"));
        });
        second.set(map.observe(event -> seen.add("second")));
        map.set("k", 1);
        assertThat(seen).containsExactly("first");
        map.set("k", 2);
        assertThat(seen).containsExactly("first", "first", "late");
    }

    @Test
    void oneThatThrowsDoesNotStopTheOthers() {
        map.observe(event -> {
            throw new IllegalStateException("one");
        });
        map.observe(event -> seen.add("two"));
        map.observeDeep(events -> {
            throw new IllegalStateException("three");
        });
        doc.onUpdate(event -> seen.add("update"));
        assertThatThrownBy(() -> map.set("k", 1))
                .hasMessage("one")
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
        assertThat(seen).containsExactly("two", "update");
        assertThat(map.get("k")).isEqualTo(1L);
    }

    @Test
    void anEditOfAnObserverIsATransactionOfItsOwn() {
        map.observe(event -> {
            seen.add(event.keysChanged());
            if (!map.has("answer")) {
                doc.transact("observer", tx -> map.set("answer", 42));
            }
            seen.add(event.transaction().origin());
        });
        map.set("question", 1);
        assertThat(seen).containsExactly(java.util.Set.of("question"), null, java.util.Set.of("answer"), "observer");
    }
}
