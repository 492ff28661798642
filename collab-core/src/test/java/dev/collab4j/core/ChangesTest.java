package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.collab4j.core.internal.lib0.ByteWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an update would change, case by case; {@link ChangesHistoriesTest} compares it with what happens. */
class ChangesTest {
    private final Doc doc = doc(9);

    private static Doc doc(long client) {
        return new Doc(DocOptions.builder().clientId(client).build());
    }

    /** The update of one edit by {@code client} to what {@link #doc} has. */
    private Update edit(long client, Consumer<Doc> edit) {
        Doc writer = doc(client);
        writer.applyUpdate(doc.encodeStateAsUpdate());
        return edit(writer, edit);
    }

    private static Update edit(Doc writer, Consumer<Doc> edit) {
        List<Update> updates = new ArrayList<>();
        try (Subscription sub = writer.onUpdate(event -> updates.add(event.update()))) {
            writer.transact(tx -> edit.accept(writer));
        }
        return updates.get(0);
    }

    private List<String> changes(Update update) {
        return doc.changes(update).changes().stream()
                .map(change -> change + " " + change.contents())
                .collect(Collectors.toList());
    }

    @Test
    void textComesGoesAndIsFormatted() {
        doc.getText("t").insert(0, "hello");
        assertThat(changes(edit(1, d -> d.getText("t").insert(5, " world"))))
                .containsExactly("INSERT t[] by [1] [STRING]");
        assertThat(changes(edit(1, d -> d.getText("t").delete(1, 2)))).containsExactly("DELETE t[] by [9] [STRING]");
        assertThat(changes(edit(1, d -> d.getText("t").format(0, 2, Map.of("bold", true)))))
                .containsExactly("FORMAT t[] by [1] [FORMAT]");
        assertThat(changes(edit(1, d -> d.getText("t").setAttribute("lang", "en"))))
                .containsExactly("KEY_ADD t[].lang by [1] [ANY]");
    }

    @Test
    void whatTheTypeIs() {
        doc.getXmlFragment("x").insertElement(0, "p");
        Update update = edit(1, d -> {
            ((YXmlElement) d.getXmlFragment("x").get(0)).setAttribute("class", "red");
            d.getMap("m").set("k", 1);
        });
        ChangeSet changes = doc.changes(update);
        assertThat(changes.changes()).hasSize(2);
        Change attribute = changes.changes().get(0);
        assertThat(attribute.root()).isEqualTo("x");
        assertThat(attribute.path()).containsExactly(0);
        assertThat(attribute.kind()).isEqualTo(Change.Kind.KEY_ADD);
        assertThat(attribute.key()).isEqualTo("class");
        assertThat(attribute.type()).isEqualTo(new UpdateStruct.Type("YXmlElement", "p"));
        assertThat(attribute.typeId()).isEqualTo(new Id(9, 0));
        Change late = changes.changes().get(1);
        assertThat(late.root()).isEqualTo("m");
        assertThat(late.type()).as("nobody has said yet what it is").isNull();
        assertThat(late.typeId()).isNull();
        assertThat(doc.rootNames()).containsExactly("x");
        doc.getMap("m");
        assertThat(doc.changes(update).changes().get(1).type()).isEqualTo(new UpdateStruct.Type("YMap", null));
    }

    @Test
    void knownPartsChangeNothing() {
        Doc writer = doc(1);
        writer.getText("t").insert(0, "ab");
        doc.applyUpdate(writer.encodeStateAsUpdate());
        assertThat(doc.changes(writer.encodeStateAsUpdate()).isEmpty()).isTrue();
        writer.getText("t").insert(2, "cd");
        assertThat(changes(writer.encodeStateAsUpdate())).containsExactly("INSERT t[] by [1] [STRING]");
        writer.getText("t").delete(2, 2);
        assertThat(doc.changes(writer.encodeStateAsUpdate()).isEmpty())
                .as("it comes deleted")
                .isTrue();
        assertThat(doc.contains(writer.encodeStateAsUpdate())).isFalse();
    }

    @Test
    void whatWaitsAndWhatUnlocksIt() {
        Doc writer = doc(1);
        Update first = edit(writer, d -> d.getText("t").insert(0, "ab"));
        Doc other = doc(2);
        other.applyUpdate(first);
        Update second = edit(other, d -> d.getText("t").insert(1, "x"));
        ChangeSet parked = doc.changes(second);
        assertThat(parked.isEmpty()).isTrue();
        assertThat(parked.waits()).isTrue();
        doc.applyUpdate(second);
        assertThat(doc.changes(second).waits()).as("it waits already").isTrue();
        ChangeSet unlocked = doc.changes(first);
        assertThat(unlocked).hasToString("[INSERT t[] by [1, 2]] unlocks");
        assertThat(unlocked.waits()).isFalse();
        assertThat(doc.hasPending()).isTrue();
    }

    @Test
    void deletesThatWait() {
        Doc writer = doc(1);
        Update insert = edit(writer, d -> d.getText("t").insert(0, "abc"));
        Update delete = edit(writer, d -> d.getText("t").delete(0, 3));
        assertThat(doc.changes(delete)).hasToString("[] waits");
        doc.applyUpdate(delete);
        assertThat(doc.changes(insert)).hasToString("[] unlocks");
    }

    @Test
    void intoWhatIsDeleted() {
        YMap map = doc.getArray("a").insertMap(0);
        Update inside = edit(1, d -> ((YMap) d.getArray("a").get(0)).set("k", 1));
        assertThat(changes(inside)).containsExactly("KEY_ADD a[0].k by [1] [ANY]");
        Update both = Update.merge(List.of(inside, edit(2, d -> d.getArray("a").delete(0))));
        assertThat(changes(both)).containsExactly("DELETE a[] by [9] [TYPE]");
        map.set("k", 2);
        doc.getArray("a").delete(0);
        assertThat(doc.changes(inside).isEmpty()).isTrue();
    }

    @Test
    void keysAndWhoLosesThem() {
        Update add1 = edit(1, d -> d.getMap("m").set("k", "one"));
        Update add2 = edit(2, d -> d.getMap("m").set("k", "two"));
        assertThat(changes(add1)).containsExactly("KEY_ADD m[].k by [1] [ANY]");
        assertThat(changes(Update.merge(List.of(add1, add2)))).containsExactly("KEY_ADD m[].k by [2] [ANY]");
        doc.applyUpdate(add2);
        assertThat(changes(add1)).as("the higher client is last").isEmpty();
        doc.getMap("m").set("k", "three");
        assertThat(changes(add1)).isEmpty();
        assertThat(changes(edit(1, d -> d.getMap("m").set("k", "four"))))
                .containsExactly("KEY_UPDATE m[].k by [1] [ANY]");
        assertThat(changes(edit(1, d -> d.getMap("m").delete("k")))).containsExactly("KEY_DELETE m[].k by [9] [ANY]");
        assertThat(changes(edit(1, d -> {
                    d.getMap("m").set("k", "five");
                    d.getMap("m").delete("k");
                })))
                .containsExactly("KEY_DELETE m[].k by [9] [ANY]");
    }

    /** Client 2 doesn't know the map that client 1 has put there, and takes its place. */
    @Test
    void intoWhatLosesItsKey() {
        doc.applyUpdate(edit(1, d -> d.getMap("m").setMap("k")));
        Update inside = edit(3, d -> ((YMap) d.getMap("m").get("k")).set("in", 1));
        Update instead = edit(doc(2), d -> d.getMap("m").set("k", 2));
        assertThat(changes(Update.merge(List.of(inside, instead)))).containsExactly("KEY_UPDATE m[].k by [2] [ANY]");
    }

    @Test
    void aNewTypeIsOneChangeWithAllInIt() {
        Doc writer = doc(1);
        Update type = edit(writer, d -> {
            YXmlElement p = d.getXmlFragment("x").insertElement(0, "p");
            p.insertText(0).insert(0, "text");
            p.setAttribute("class", "red");
        });
        Doc other = doc(2);
        other.applyUpdate(type);
        Update more = edit(other, d -> ((YXmlElement) d.getXmlFragment("x").get(0)).insertElement(0, "b"));
        assertThat(changes(Update.merge(List.of(type, more))))
                .containsExactly("INSERT x[] by [1, 2] [STRING, TYPE, ANY]");
    }

    @Test
    void deletingATypeIsOneChange() {
        doc.getMap("m").setMap("k").setText("t").insert(0, "text");
        assertThat(changes(edit(1, d -> d.getMap("m").delete("k")))).containsExactly("KEY_DELETE m[].k by [9] [TYPE]");
        assertThat(changes(edit(1, d -> d.getMap("m").set("k", 1)))).containsExactly("KEY_UPDATE m[].k by [1] [ANY]");
    }

    @Test
    void pathsAreThoseOfNow() {
        YXmlFragment xml = doc.getXmlFragment("x");
        for (int i = 0; i < 100; i++) {
            xml.insertElement(i, "p").insertText(0);
        }
        Update update = edit(1, d -> {
            YXmlElement p = (YXmlElement) d.getXmlFragment("x").get(70);
            ((YXmlText) p.get(0)).insert(0, "a");
            d.getXmlFragment("x").delete(0, 10);
        });
        assertThat(changes(update))
                .containsExactlyInAnyOrder("DELETE x[] by [9] [TYPE]", "INSERT x[70, 0] by [1] [STRING]");
    }

    @Test
    void subDocumentsAreContent() {
        doc.getMap("m");
        doc.onSubDocs(event -> {
            throw new AssertionError("none is here");
        });
        assertThat(changes(edit(1, d -> d.getMap("m").set("k", new Doc()))))
                .containsExactly("KEY_ADD m[].k by [1] [DOC]");
        assertThat(doc.subDocs()).isEmpty();
    }

    @Test
    void nobodyIsTold() {
        doc.getText("t").insert(0, "abc");
        doc.onUpdate(event -> {
            throw new AssertionError("nothing changed");
        });
        for (TransactionPhase phase : TransactionPhase.values()) {
            doc.onTransaction(phase, tx -> {
                throw new AssertionError("no transaction");
            });
        }
        doc.getText("t").observe(event -> {
            throw new AssertionError("nothing changed");
        });
        assertThat(doc.changes(edit(1, d -> d.getText("t").delete(0, 1))).isEmpty())
                .isFalse();
    }

    @Test
    void insideATransactionItIsTheDocumentOfThatMoment() {
        doc.getText("t").insert(0, "abc");
        Update delete = edit(1, d -> d.getText("t").delete(0, 1));
        doc.transact(tx -> {
            assertThat(doc.changes(delete).isEmpty()).isFalse();
            doc.getText("t").delete(0, 1);
            assertThat(doc.changes(delete).isEmpty()).isTrue();
        });
    }

    @Test
    void malformedUpdatesAreRefused() {
        assertThatThrownBy(() -> doc.changes(Update.fromV1(new byte[] {1, 1, 1, 0, 4})))
                .isInstanceOf(MalformedUpdateException.class);
    }

    /** The struct says that it belongs to "t", but its first element is known and in "a": so that is where it lands. */
    @Test
    void madeUpStructsCannotHide() {
        doc.applyUpdate(edit(1, d -> d.getArray("a").push("x")));
        Doc liar = doc(1);
        liar.getText("t").insert(0, "xy");
        Update update = liar.encodeStateAsUpdate();
        assertThat(changes(update))
                .containsExactlyInAnyOrder("INSERT t[] by [1] [STRING]", "INSERT a[] by [1] [STRING]");
        doc.applyUpdate(update);
        assertThat(doc.getArray("a").toList()).containsExactly("x", "y");
    }

    /** A string under a key, and three values behind its second element: the one of the highest client is last. */
    @Test
    void valuesThatAreCut() {
        ByteWriter out = new ByteWriter();
        out.writeUint8(4);
        for (int client : new int[] {6, 5, 4, 2}) {
            struct(out, 1, client);
            out.writeUint8(0);
            if (client == 5) {
                struct(out, 0x24, 1);
                out.writeVarString("m");
                out.writeVarString("k");
                out.writeVarString("abcd");
            } else {
                out.writeUint8(0x84);
                struct(out, 5, 1);
                out.writeVarString("x");
            }
        }
        out.writeUint8(0);
        Update update = Update.fromV1(out.toByteArray());
        assertThat(changes(update)).containsExactly("KEY_ADD m[].k by [6] [STRING]");
        Update two = update.diff(StateVector.of(Map.of(6L, 1L)));
        assertThat(changes(two)).containsExactly("KEY_ADD m[].k by [5] [STRING]");
        doc.applyUpdate(two);
        assertThat(doc.getMap("m").get("k")).isEqualTo("d");
        assertThat(changes(update)).containsExactly("KEY_UPDATE m[].k by [6] [STRING]");
    }

    /** What was put beside something collected is collected too. */
    @Test
    void besideWhatIsCollected() {
        Update update = hostile(3, (out, i) -> {
            if (i == 0) {
                struct(out, 0, 1);
            } else if (i == 1) {
                struct(out, 4, 1);
                out.writeVarString("t");
                out.writeVarString("a");
            } else {
                out.writeUint8(0xC8);
                struct(out, 3, 1);
                struct(out, 3, 0);
                struct(out, 1, 127);
            }
        });
        assertThat(changes(update)).containsExactly("INSERT t[] by [3] [STRING]");
    }

    /** Deeper than a stack, and with a change at every level. */
    @Test
    void deepDocuments() {
        int depth = 3_000;
        YArray array = doc.getArray("a");
        for (int i = 0; i < depth; i++) {
            array = array.insertArray(0);
        }
        Update update = edit(1, d -> {
            YArray inner = d.getArray("a");
            for (int i = 0; i < depth; i++) {
                inner.push(i);
                inner = (YArray) inner.get(0);
            }
        });
        List<Change> changes = doc.changes(update).changes();
        assertThat(changes).hasSize(depth);
        assertThat(changes.get(depth - 1).path()).hasSize(depth - 1).containsOnly(0);
    }

    @Test
    void costsWhatTheUpdateCosts() {
        YText text = doc.getText("t");
        YMap map = doc.getMap("m");
        for (int i = 0; i < 20_000; i++) {
            text.insert(text.length() / 2, "ab");
            map.set("k" + i % 500, i);
        }
        doc.applyUpdate(edit(10, d -> d.getMap("m").set("k7", "new")));
        Update update = edit(1, d -> {
            d.getText("t").insert(10_000, "x");
            d.getMap("m").set("k7", "newer");
        });
        assertThat(doc.changes(update).changes()).hasSize(2);
        assertThat(cost(update)).isLessThan(8 * 1024);
    }

    /** Bytes allocated, at least: in some innocent case classes are loaded. */
    private long cost(Update update) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            ChangeSet changes = doc.changes(update);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertThat(changes.waits()).isFalse();
        }
        return least;
    }

    /** Structs of a few bytes, each of which makes as much work as it can. */
    @ParameterizedTest
    @ValueSource(ints = {300, 2_000, 20_000})
    void hostileUpdatesCostBoundedMemory(int structs) {
        Map<String, Update> updates = Map.of(
                "collected",
                hostile(structs, (out, i) -> struct(out, 0, 1)),
                "a root each",
                hostile(structs, (out, i) -> {
                    struct(out, 4, 1);
                    out.writeVarString(Integer.toString(i, 36));
                    out.writeVarString("x");
                }),
                "a key each",
                hostile(structs, (out, i) -> {
                    struct(out, 0x28, 1);
                    out.writeVarString("m");
                    out.writeVarString(Integer.toString(i, 36));
                    struct(out, 1, 127);
                }),
                "a type in a type",
                hostile(structs, (out, i) -> {
                    struct(out, 7, i == 0 ? 1 : 0);
                    if (i == 0) {
                        out.writeVarString("m");
                    } else {
                        struct(out, 3, i - 1);
                    }
                    out.writeUint8(0);
                }),
                "values of a key that cut each other",
                hostile(structs, (out, i) -> {
                    out.writeUint8(i == 0 ? 0x24 : 0xC4);
                    out.writeUint8(i == 0 ? 1 : 3);
                    if (i == 0) {
                        out.writeVarString("m");
                        out.writeVarString("k");
                        out.writeVarString("ab".repeat(structs));
                    } else {
                        struct(out, 2 * i - 2, 3);
                        out.writeVarUint(2L * i - 1);
                        out.writeVarString("x");
                    }
                }));
        updates.forEach(
                (name, update) -> assertThat(cost(update)).as(name).isLessThan(64L * update.toV1().length + 64 * 1024));
    }

    private static void struct(ByteWriter out, int first, int second) {
        out.writeVarUint(first);
        out.writeVarUint(second);
    }

    /** An update with structs of client 3. */
    private static Update hostile(int structs, ObjIntConsumer<ByteWriter> writer) {
        ByteWriter out = new ByteWriter();
        struct(out, 1, structs);
        struct(out, 3, 0);
        for (int i = 0; i < structs; i++) {
            writer.accept(out, i);
        }
        out.writeVarUint(0);
        return Update.fromV1(out.toByteArray());
    }
}
