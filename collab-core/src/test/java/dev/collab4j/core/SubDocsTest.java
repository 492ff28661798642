package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Documents inside documents. */
class SubDocsTest {
    private final Doc doc = new Doc(DocOptions.builder().clientId(1).build());
    private final YMap map = doc.getMap("m");
    private final YArray array = doc.getArray("a");
    private final List<String> seen = new ArrayList<>();

    private static Doc named(String guid) {
        return new Doc(DocOptions.builder().guid(guid).build());
    }

    private void watch(Doc watched) {
        watched.onSubDocs(event -> seen.add(
                "+" + guids(event.added()) + " -" + guids(event.removed()) + " loaded" + guids(event.loaded())));
    }

    private static List<String> guids(Set<Doc> docs) {
        return docs.stream().map(Doc::guid).toList();
    }

    @Test
    void isTheSameObjectEverywhereAndKnowsWhereItIs() {
        Doc inner = named("g");
        assertThat(inner.parentDoc()).isNull();
        map.set("k", inner);
        assertThat(map.get("k")).isSameAs(inner);
        assertThat(map.get("k", Doc.class)).isSameAs(inner);
        assertThat(doc.subDocs()).containsExactly(inner);
        assertThat(inner.parentDoc()).isSameAs(doc);
    }

    @Test
    void optionsTravelAndShouldLoadDoesNot() {
        DocOptions.Builder options = DocOptions.builder().guid("g");
        array.push(
                new Doc(options.gc(false).meta(Map.of("m", 1)).build()),
                new Doc(options.autoLoad(true).build()));
        array.push(named("plain"));
        Doc copy = new Doc();
        copy.applyUpdate(doc.encodeStateAsUpdate());
        Doc first = (Doc) copy.getArray("a").get(0);
        Doc second = (Doc) copy.getArray("a").get(1);
        Doc third = (Doc) copy.getArray("a").get(2);
        assertThat(first.guid()).isEqualTo("g");
        assertThat(first.gc()).isFalse();
        assertThat(first.meta()).isEqualTo(Map.of("m", 1L));
        assertThat(List.of(first.autoLoad(), first.shouldLoad())).containsExactly(false, false);
        assertThat(List.of(second.autoLoad(), second.shouldLoad())).containsExactly(true, true);
        assertThat(List.of(third.gc(), third.autoLoad(), third.shouldLoad())).containsExactly(true, false, false);
        assertThat(third.meta()).isNull();
    }

    /** The bytes of Yjs 13.6.33 for the same edits. */
    @Test
    void bytesAreThoseOfYjs() {
        map.set(
                "k",
                new Doc(DocOptions.builder()
                        .guid("g")
                        .gc(false)
                        .autoLoad(true)
                        .meta("x")
                        .build()));
        array.push(1, named("h"), 2);
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate().toV1()))
                .isEqualTo("010401002901016d016b0167760302676379086175746f4c6f616478046d6574617701780801"
                        + "0161017d0189010101687600880102017d0200");
    }

    /** JavaScript spreads the options over the guid, and takes what else a stranger wrote among them. */
    @Test
    void strangeOptionsMeanWhatTheyMeanInYjs() {
        watch(doc);
        doc.applyUpdate(Update.fromV1(HexFormat.of()
                .parseHex("010102002901016d016b01677602046775696477056f746865720a73686f756c644c6f61647800")));
        Doc inner = map.get("k", Doc.class);
        assertThat(inner.guid()).isEqualTo("other");
        assertThat(inner.shouldLoad()).isTrue();
        assertThat(seen).containsExactly("+[other] -[] loaded[other]");
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate().toV1()))
                .isEqualTo("010102002901016d016b056f74686572760000");
    }

    @Test
    void canBeInOnePlaceOnly() {
        Doc inner = named("g");
        map.set("k", inner);
        assertThatThrownBy(() -> array.push("x", inner))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("g is inside of a document already");
        assertThat(array.length()).isZero();
        map.delete("k");
        array.push(inner);
        assertThat(array.get(0)).isSameAs(inner);
    }

    @Test
    void aRefusedInsertLeavesItFree() {
        Doc inner = named("g");
        assertThatThrownBy(() -> array.insert(5, inner)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.push(inner, inner)).isInstanceOf(IllegalArgumentException.class);
        assertThat(inner.parentDoc()).isNull();
        array.push(inner);
        assertThat(array.length()).isEqualTo(1);
    }

    @Test
    void cannotBeInsideItself() {
        Doc inner = named("g");
        map.set("k", inner);
        assertThatThrownBy(() -> inner.getMap("m").set("outer", doc)).hasMessageContaining("inside of itself");
        assertThatThrownBy(() -> map.set("self", doc)).hasMessageContaining("inside of itself");
        assertThat(map.has("self")).isFalse();
    }

    @Test
    void standsInListsAndMapsOnly() {
        assertThatThrownBy(() -> array.push(List.of(named("g")))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> doc.getText("t").insertEmbed(0, named("g")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheClientIdOfTheDocumentAroundIt() {
        Doc inner = named("g");
        map.set("k", inner);
        assertThat(inner.clientId()).isEqualTo(1);
        Doc copy = new Doc(DocOptions.builder().clientId(2).build());
        copy.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(copy.getMap("m").get("k", Doc.class).clientId()).isEqualTo(2);
    }

    @Test
    void contentIsItsOwn() {
        Doc inner = named("g");
        map.set("k", inner);
        Update before = doc.encodeStateAsUpdate();
        inner.getText("t").insert(0, "x");
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(before.toV1());
        assertThat(map.toJson()).isEqualTo(Map.of("k", Map.of()));
    }

    @Test
    void whatCameAndWentInOneTransactionWasOnlyLoaded() {
        watch(doc);
        doc.transact(tx -> {
            map.set("k", named("c"));
            map.delete("k");
        });
        doc.transact(tx -> {
            map.set("k", named("d"));
            map.set("k", named("e"));
        });
        assertThat(seen).containsExactly("+[] -[] loaded[c]", "+[e] -[] loaded[d, e]");
        assertThat(guids(doc.subDocs())).containsExactly("e");
    }

    /** As in Yjs: the removed document is destroyed, and that is a transaction of its own. */
    @Test
    void removalIsToldTwiceAndDestroys() {
        Doc inner = named("g");
        map.set("k", inner);
        watch(doc);
        inner.onDestroy(destroyed -> seen.add("destroyed " + destroyed.guid()));
        map.delete("k");
        assertThat(seen).containsExactly("+[] -[g] loaded[]", "destroyed g", "+[] -[g] loaded[]");
        assertThat(inner.isDestroyed()).isTrue();
        assertThat(inner.parentDoc()).isNull();
        assertThat(doc.subDocs()).isEmpty();
    }

    @Test
    void destroyPutsAFreshOneInItsPlace() {
        Doc inner = named("g");
        map.set("k", inner);
        inner.onUpdate(event -> seen.add("update"));
        watch(doc);
        byte[] before = doc.encodeStateAsUpdate().toV1();
        inner.destroy();
        Doc fresh = map.get("k", Doc.class);
        assertThat(fresh).isNotSameAs(inner);
        assertThat(fresh.guid()).isEqualTo("g");
        assertThat(fresh.shouldLoad()).isFalse();
        assertThat(fresh.isDestroyed()).isFalse();
        assertThat(seen).containsExactly("+[g] -[g] loaded[]");
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(before);
        inner.getText("t").insert(0, "still there");
        assertThat(seen).hasSize(1);
        fresh.load();
        fresh.load();
        assertThat(fresh.shouldLoad()).isTrue();
        assertThat(seen.subList(1, seen.size())).containsExactly("+[] -[] loaded[g]");
    }

    @Test
    void destroyGoesThroughAllThatIsInside() {
        Doc outermost = doc;
        List<Doc> chain = new ArrayList<>();
        for (int depth = 0; depth < 5_000; depth++) {
            Doc inner = named("g" + depth);
            outermost.getMap("m").set("k", inner);
            chain.add(inner);
            outermost = inner;
        }
        doc.destroy();
        assertThat(chain.stream().filter(Doc::isDestroyed).collect(Collectors.toList()))
                .hasSize(5_000);
        assertThat(doc.isDestroyed()).isTrue();
    }

    @Test
    void aDocumentInNoneIsJustDestroyed() {
        doc.onDestroy(destroyed -> seen.add("destroyed"));
        doc.onTransaction(tx -> seen.add("transaction"));
        doc.destroy();
        doc.destroy();
        map.set("k", 1);
        assertThat(seen).containsExactly("destroyed");
        doc.load();
        assertThat(doc.shouldLoad()).isTrue();
    }

    @Test
    void oldValuesOfEventsAreTheDocuments() {
        Doc inner = named("g");
        map.set("k", inner);
        List<Object> old = new ArrayList<>();
        map.observe(event -> old.add(event.keys().get("k").oldValue()));
        map.set("k", 1);
        assertThat(old).containsExactly(inner);
    }

    @Test
    void isMadeOnlyWhenSomebodyAsksForItAndStaysTheSame() {
        Doc copy = new Doc();
        List<Doc> added = new ArrayList<>();
        map.set("k", named("g"));
        copy.onSubDocs(event -> added.addAll(event.added()));
        copy.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(added).hasSize(1);
        assertThat(copy.getMap("m").get("k")).isSameAs(added.get(0));
        assertThat(copy.subDocs()).containsExactly(added.get(0));
    }

    @Test
    void withoutCollectionTheDeletedItemHoldsAFreshOne() {
        Doc keeping = new Doc(DocOptions.builder().gc(false).clientId(1).build());
        keeping.getMap("m").set("k", named("g"));
        byte[] live = keeping.encodeStateAsUpdate().toV1();
        keeping.getMap("m").delete("k");
        byte[] dead = keeping.encodeStateAsUpdate().toV1();
        assertThat(dead).startsWith(java.util.Arrays.copyOf(live, live.length - 1));
    }

    /** One thread holds the inner document and loads it, the other holds the outer one and edits the inner one. */
    @Test
    @Timeout(30)
    void locksAreTakenFromOutsideIn() throws Exception {
        Doc inner = new Doc(DocOptions.builder().guid("g").shouldLoad(false).build());
        map.set("k", inner);
        watch(doc);
        CountDownLatch innerHeld = new CountDownLatch(1);
        CountDownLatch outerHeld = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            inner.transact(tx -> {
                innerHeld.countDown();
                await(outerHeld);
                inner.load();
                inner.destroy();
            });
            done.countDown();
        });
        other.setDaemon(true);
        other.start();
        await(innerHeld);
        doc.transact(tx -> {
            outerHeld.countDown();
            inner.getText("t").insert(0, "x");
        });
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        // In one transaction or in two: the thread that gets the inner lock next may be the one that says it.
        assertThat(String.join(" ", seen)).contains("loaded[g]").contains("+[g] -[g]");
        assertThat(map.get("k")).isNotSameAs(inner);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
