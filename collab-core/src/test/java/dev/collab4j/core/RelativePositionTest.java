package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePositionTest {
    private final Doc doc = new Doc(DocOptions.builder().clientId(7).build());
    private final YText text = doc.getText("t");

    private static String hex(RelativePosition position) {
        return HexFormat.of().formatHex(position.encode());
    }

    private static RelativePosition decode(String hex) {
        return RelativePosition.decode(HexFormat.of().parseHex(hex));
    }

    private int index(RelativePosition position) {
        return Objects.requireNonNull(position.resolve(doc)).index();
    }

    @Test
    void writesTheElementOrElseTheRootOrElseTheType() {
        text.insert(0, "abc");
        YMap map = doc.getArray("a").insertMap(0);
        assertThat(hex(RelativePosition.of(text, 1))).isEqualTo("00070100");
        assertThat(hex(RelativePosition.of(text, 1, -1))).isEqualTo("00070041");
        assertThat(hex(RelativePosition.of(text, 3))).isEqualTo("01017400");
        assertThat(hex(RelativePosition.of(map, 0))).isEqualTo("02070300");
    }

    @Test
    void printsTheJsonOfYjs() {
        text.insert(0, "abc");
        assertThat(RelativePosition.of(text, 1).toJson())
                .isEqualTo("{\"tname\":\"t\",\"item\":{\"client\":7,\"clock\":1},\"assoc\":0}");
        assertThat(RelativePosition.of(text, 3).toJson()).isEqualTo("{\"tname\":\"t\",\"assoc\":0}");
        assertThat(RelativePosition.decode(RelativePosition.of(text, 1, -1).encode())
                        .toJson())
                .isEqualTo("{\"item\":{\"client\":7,\"clock\":0},\"assoc\":-1}");
    }

    @Test
    void keepsTheRootWithoutANameWhereYjsLosesIt() {
        YText unnamed = doc.getText("");
        RelativePosition end = RelativePosition.of(unnamed, 0);
        assertThat(end.toJson()).isEqualTo("{\"tname\":\"\",\"assoc\":0}");
        assertThat(RelativePosition.fromJson(end.toJson())).isEqualTo(end);
        assertThat(RelativePosition.fromJson("{\"assoc\":0}"))
                .as("as Yjs prints it")
                .isEqualTo(end);
        unnamed.insert(0, "x");
        assertThat(RelativePosition.of(unnamed, 0).toJson())
                .isEqualTo("{\"item\":{\"client\":7,\"clock\":0},\"assoc\":0}");
    }

    @Test
    void staysAtItsElementWhileOthersEdit() {
        text.insert(0, "Hello world");
        RelativePosition world = RelativePosition.of(text, 6);
        text.insert(0, "Well: ");
        assertThat(index(world)).isEqualTo(12);
        text.delete(3, 9);
        assertThat(index(world)).isEqualTo(3);
        text.delete(0, 5);
        assertThat(index(world)).as("its element is deleted").isZero();
    }

    @Test
    void theEndsStayTheEnds() {
        RelativePosition end = RelativePosition.of(text, 0);
        RelativePosition start = RelativePosition.of(text, 0, -1);
        text.insert(0, "abc");
        assertThat(index(end)).isEqualTo(3);
        assertThat(index(start)).isZero();
    }

    @Test
    void holdsOnToTheLastElementDeadOrAliveAtTheEnd() {
        text.insert(0, "abcd");
        text.delete(2, 2);
        RelativePosition end = RelativePosition.of(text, 2, -1);
        assertThat(end.item()).isEqualTo(new Id(7, 1));
        assertThat(Objects.requireNonNull(RelativePosition.of(text, 9, -1).item()))
                .isEqualTo(new Id(7, 3));
        text.insert(2, "x");
        assertThat(index(end)).isEqualTo(2);
    }

    @Test
    void isFoundInLongTextsToo() {
        for (int i = 0; i < 300; i++) {
            text.insert(i / 2, "ab");
        }
        for (int i = 0; i <= text.length(); i++) {
            assertThat(index(RelativePosition.of(text, i))).isEqualTo(i);
            assertThat(index(RelativePosition.of(text, i, -1))).isEqualTo(i);
        }
    }

    @Test
    void anUnknownElementHasNoPlace() {
        assertThat(decode("00090000").resolve(doc)).isNull();
        assertThat(decode("02090000").resolve(doc)).isNull();
        text.insert(0, "a");
        assertThat(decode("00070100").resolve(doc)).isNull();
        assertThat(decode("02070000").resolve(doc)).as("not a type").isNull();
        assertThat(decode("00ffffffffffffff0fffffffffffffff0f00").resolve(doc)).isNull();
    }

    @Test
    void aCollectedElementHasNoPlace() {
        YText nested = doc.getArray("a").insertText(0);
        nested.insert(0, "x");
        RelativePosition inside = RelativePosition.of(nested, 0);
        RelativePosition end = RelativePosition.of(nested, 1);
        doc.getArray("a").delete(0);
        assertThat(inside.resolve(doc)).isNull();
        assertThat(end.resolve(doc)).isNull();
    }

    @Test
    void anElementOfADeletedTypeIsAtItsStart() {
        Doc keeping = new Doc(DocOptions.builder().gc(false).build());
        YText nested = keeping.getArray("a").insertText(0);
        nested.insert(0, "xyz");
        RelativePosition inside = RelativePosition.of(nested, 2);
        keeping.getArray("a").delete(0);
        AbsolutePosition place = Objects.requireNonNull(inside.resolve(keeping));
        assertThat(place.index()).isZero();
        assertThat(place.type()).isSameAs(nested);
    }

    @Test
    void theValueOfAKeyIsAPositionToo() {
        doc.getMap("m").set("k", 1);
        doc.getMap("m").set("k", 2);
        assertThat(index(decode("00070100"))).isZero();
        assertThat(index(decode("00070141"))).isEqualTo(1);
    }

    @Test
    void aRootThatNobodyHasNamedCountsAsEmptyAndIsNotMade() {
        AbsolutePosition place = Objects.requireNonNull(decode("01036e657700").resolve(doc));
        assertThat(place.index()).isZero();
        assertThat(place.rootName()).isEqualTo("new");
        assertThat(doc.rootNames()).doesNotContain("new");
        assertThatIllegalStateException().isThrownBy(place::type).withMessageContaining("new");
        YText named = doc.getText("new");
        assertThat(place.type()).isSameAs(named);
    }

    @Test
    void anOldEncodingHasNoAssociation() {
        assertThat(decode("000701")).isEqualTo(RelativePosition.of(null, null, new Id(7, 1), 0));
        assertThat(decode("0007014099")).as("more behind it").isEqualTo(decode("000701"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', offset 0",
        "03070100, kind 3",
        "00, offset 1",
        "0007, offset 2",
        "0105ab, offset",
        "0101ff00, UTF-8",
        "00070180, offset",
        "000701bfffffffffff7f, association"
    })
    void refusesBytesThatAreNoPosition(String hex, String what) {
        assertThatThrownBy(() -> decode(hex)).isInstanceOf(MalformedUpdateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "{\"tname\":5}",
                "{\"item\":5}",
                "{\"item\":{}}",
                "{\"item\":{\"client\":1}}",
                "{\"item\":{\"client\":-1,\"clock\":0}}",
                "{\"item\":{\"client\":1.5,\"clock\":0}}",
                "{\"item\":{\"client\":1e300,\"clock\":0}}",
                "{\"type\":{\"client\":1,\"clock\":\"0\"}}",
                "{\"tname\":\"t\",\"assoc\":\"0\"}",
                "{\"tname\":\"t\",\"assoc\":0.5}",
                "{\"tname\":\"t\",\"assoc\":1e10}"
            })
    void refusesJsonThatIsNoPosition(String json) {
        assertThatThrownBy(() -> RelativePosition.fromJson(json)).isInstanceOf(MalformedUpdateException.class);
    }

    @Test
    void readsPartsThatAreNullOrAbsent() {
        RelativePosition end = RelativePosition.of(null, "t", null, 0);
        assertThat(RelativePosition.fromJson("{\"type\":null,\"tname\":\"t\",\"item\":null}"))
                .isEqualTo(end);
        assertThat(RelativePosition.fromValue(Map.of("tname", "t", "assoc", -0.0, "type", Undefined.INSTANCE)))
                .isEqualTo(end);
    }

    @Test
    void needsSomethingToHoldOnTo() {
        assertThatIllegalArgumentException().isThrownBy(() -> RelativePosition.of(null, null, null, 0));
        assertThatThrownBy(() -> RelativePosition.of(text, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new Id(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Id(0, 1L << 53));
    }
}
