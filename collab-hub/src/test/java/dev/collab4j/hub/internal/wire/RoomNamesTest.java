package dev.collab4j.hub.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomNamesTest {

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "%C3%A9quipe/plan%201, équipe/plan 1",
        "%c3%a9quipe/plan%201, équipe/plan 1",
        "équipe/plan 1, équipe/plan 1",
        "%2541, %41", // once, not twice
        "100%, 100%",
        "%, %",
        "%4, %4",
        "%zz%41, %zzA",
        "%ff, %ff", // no UTF-8
        "%C3, %C3",
        "%ED%A0%80, %ED%A0%80", // a surrogate is none either
        "a+b, a+b",
        "%F0%9F%98%80, 😀"
    })
    void escapesAreDecodedOnce(String raw, String name) {
        assertThat(RoomNames.decode(raw)).isEqualTo(name);
    }

    @Test
    void whatIsNoNameIsNamed() {
        assertThat(RoomNames.problem("")).isNotNull();
        assertThat(RoomNames.problem("\u2003")).isNotNull();
        assertThat(RoomNames.problem("a\0")).isNotNull();
        assertThat(RoomNames.problem("é".repeat(128))).contains("256");
        assertThat(RoomNames.problem("é".repeat(127) + "x")).isNull();
    }
}
