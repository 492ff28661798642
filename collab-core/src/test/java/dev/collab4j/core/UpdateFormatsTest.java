package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.YjsVectorsTest.Vector;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 2 of the format, compared with the real Yjs, and what is refused in it. */
class UpdateFormatsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final ObfuscateOptions LESS = ObfuscateOptions.builder()
            .formatting(false)
            .subdocs(false)
            .yxml(false)
            .build();

    static Stream<Vector> vectors() {
        return YjsVectorsTest.read("formats");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void conversionsAreThoseOfYjs(Vector vector) {
        for (Vector step : vector.list("steps")) {
            assertThat(hex(Update.fromV1(step.bytes("v1")).toV2())).isEqualTo(step.get("v2"));
            assertThat(hex(Update.fromV2(step.bytes("v2")).toV1())).isEqualTo(step.get("back"));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aDocumentTellsItsChangesInVersion2(Vector vector) {
        Doc doc = doc(vector);
        for (Vector step : vector.list("steps")) {
            assertThat(eventsOf(doc, Update.fromV1(step.bytes("v1")))).isEqualTo(step.get("events"));
        }
        assertThat(hex(doc.encodeStateAsUpdateV2().toV2())).isEqualTo(vector.get("state"));
        StateVector known = StateVector.decode(vector.bytes("known"));
        assertThat(hex(doc.encodeStateAsUpdateV2(known).toV2())).isEqualTo(vector.get("missing"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aDocumentTakesVersion2(Vector vector) {
        Doc doc = doc(vector);
        for (Vector step : vector.list("steps")) {
            assertThat(eventsOf(doc, Update.fromV2(step.bytes("v2")))).isEqualTo(step.get("eventsOfV2"));
        }
        assertThat(hex(doc.encodeStateAsUpdateV2().toV2())).isEqualTo(vector.get("stateOfV2"));
        assertThat(hex(doc.encodeStateAsUpdate().toV1())).isEqualTo(vector.get("stateInV1"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void operationsGiveWhatYjsGives(Vector vector) {
        List<Update> updates = new ArrayList<>();
        vector.list("steps").forEach(step -> updates.add(Update.fromV2(step.bytes("v2"))));
        assertThat(hex(Update.merge(updates).toV2())).isEqualTo(vector.get("merged"));
        Update merged = Update.fromV2(vector.bytes("merged"));
        StateVector known = StateVector.decode(vector.bytes("known"));
        assertThat(hex(merged.diff(known).toV2())).isEqualTo(vector.get("diff"));
        assertThat(hex(merged.stateVector().encode())).isEqualTo(vector.get("vector"));
        List<Object> clocks = new ArrayList<>();
        merged.clocks().forEach((client, span) -> clocks.add(List.of(client, span.from(), span.to())));
        assertThat(clocks).isEqualTo(vector.get("meta"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void obfuscationIsThatOfYjs(Vector vector) {
        Update merged = Update.fromV2(vector.bytes("merged"));
        assertThat(hex(merged.obfuscate().toV2())).isEqualTo(vector.get("obfuscated"));
        assertThat(hex(merged.obfuscate(LESS).toV2())).isEqualTo(vector.get("obfuscatedLess"));
        Update first = Update.fromV1(vector.list("steps").get(0).bytes("v1"));
        assertThat(hex(first.obfuscate().toV1())).isEqualTo(vector.get("obfuscatedV1"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void structsCoverTheClocks(Vector vector) {
        Update merged = Update.fromV2(vector.bytes("merged"));
        merged.clocks().forEach((client, span) -> {
            long clock = span.from();
            for (UpdateStruct struct : merged.structs()) {
                if (struct.id().client() == client) {
                    assertThat(struct.id().clock()).isEqualTo(clock);
                    clock += struct.length();
                }
            }
            assertThat(clock).isEqualTo(span.to());
        });
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void bytesOfTheOtherVersionAreNamed(Vector vector) {
        byte[] v2 = vector.bytes("merged");
        assertThatThrownBy(() -> new Doc().applyUpdate(Update.fromV1(v2)))
                .isInstanceOf(WrongVersionException.class)
                .hasMessage("These bytes are an update in version 2, given as version 1");
        byte[] v1 = vector.list("steps").get(0).bytes("v1");
        assertThatThrownBy(() -> Update.fromV2(v1).deleteSet())
                .isInstanceOf(WrongVersionException.class)
                .hasMessage("These bytes are an update in version 1, given as version 2");
    }

    @Test
    void deletesThatFallRiseInVersion2() {
        Update falling = Update.fromV1(HEX.parseHex("0001010205010201")); // 5, then 2
        Update converted = Update.fromV2(falling.toV2());
        assertThat(converted.toV1()).isEqualTo(HEX.parseHex("0001010202010501"));
    }

    @Test
    void nothingIsEmptyInBothVersions() {
        Update empty = new Doc().encodeStateAsUpdateV2();
        assertThat(empty.isEmpty()).isTrue();
        assertThat(hex(empty.toV2())).isEqualTo("00000000000001000000000000");
        assertThat(Update.fromV1(empty.toV1()).isEmpty()).isTrue();
    }

    @Test
    void mixedVersionsAreMergedIntoTheFirstOne() {
        Doc doc = new Doc(DocOptions.builder().clientId(5).build());
        doc.getText("text").insert(0, "abc");
        Update first = doc.encodeStateAsUpdate();
        doc.getText("text").insert(3, "def");
        Update all = doc.encodeStateAsUpdateV2();
        Update merged = Update.merge(List.of(first, all));
        Doc other = new Doc();
        other.applyUpdate(Update.fromV1(merged.toV1()));
        assertThat(other.getText("text").toString()).isEqualTo("abcdef");
    }

    /** Columns: keys, clients, left, right, info, strings, parent info, types, lengths; then the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // a feature that nobody knows
                "01000000000001000000000000",
                // cut off
                "000000000000",
                // 2^50 GCs of length 1
                "0000 0105 00 00 0100 0100 00 00 0341ffff03 01 8080808080808002 00 00",
                // more structs than clients, lengths or infos
                "0000 0105 00 00 0100 0100 00 00 0101 01 03 00 00",
                "0000 00 00 00 0100 0100 00 00 0101 01 01 00 00",
                "0000 0105 00 00 00 0100 00 00 0101 01 01 00 00",
                // a text of four characters, with one left
                "0000 0105 00 00 0104 0403617404 0101 00 00 01 01 00 00",
                // an origin at a negative clock
                "0000 020505 0142 00 0184 0401610101 00 00 00 01 01 00 00",
                // a column that goes past the end
                "00ffffffff0f"
            })
    void hostileColumnsAreRefused(String hex) {
        byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
        Doc doc = new Doc();
        assertThatThrownBy(() -> doc.applyUpdate(Update.fromV2(bytes))).isInstanceOf(MalformedUpdateException.class);
        assertThat(doc.encodeStateAsUpdate().isEmpty()).isTrue();
    }

    /** A hundred Deleted structs of length 1, each after the first element of another client. */
    @Test
    void aFewBytesMayStandForAsManyStructsAsTheCallerAllows() {
        Doc doc = new Doc(DocOptions.builder().clientId(5).build());
        for (int i = 0; i < 100; i++) {
            doc.getArray("list").insert(0, "x");
        }
        doc.getArray("list").delete(0, 100);
        byte[] bytes = doc.encodeStateAsUpdateV2().toV2();
        assertThat(bytes.length).isLessThan(60);
        assertThat(Update.fromV2(bytes, 100).structs()).hasSize(100);
        assertThatThrownBy(() -> Update.fromV2(bytes, 99).structs())
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessageContaining("100 structs are more than");
    }

    private static Doc doc(Vector vector) {
        return new Doc(DocOptions.builder()
                .clientId(vector.number("client"))
                .gc((Boolean) vector.get("gc"))
                .guid("vector")
                .build());
    }

    private static List<String> eventsOf(Doc doc, Update update) {
        List<String> events = new ArrayList<>();
        YjsVectorsTest.roots(doc);
        try (Subscription listening =
                doc.onUpdateV2(event -> events.add(hex(event.update().toV2())))) {
            doc.applyUpdate(update);
        }
        return events;
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
