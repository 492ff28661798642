package dev.collab4j.core.awareness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.MalformedUpdateException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class AwarenessUpdateTest {
    private static final long MAX = (1L << 53) - 1;

    private static AwarenessUpdate decode(String hex) {
        return AwarenessUpdate.decode(HexFormat.of().parseHex(hex));
    }

    private static void refused(String hex, String message) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessage(message);
    }

    @Example
    void theBytesOfTheDocumentation() {
        AwarenessUpdate update = decode("010501027b7d");
        assertThat(update.entries()).containsExactly(new AwarenessUpdate.Entry(5, 1, "{}"));
        assertThat(update.entries().get(0).removed()).isFalse();
        assertThat(decode("010502046e756c6c").entries().get(0).removed()).isTrue();
        assertThat(HexFormat.of().formatHex(update.encode())).isEqualTo("010501027b7d");
    }

    @Property
    void roundTrip(
            @ForAll @LongRange(min = 0, max = MAX) long client, @ForAll @LongRange(min = 0, max = MAX) long clock) {
        AwarenessUpdate.Entry entry = new AwarenessUpdate.Entry(client, clock, "{\"name\":\"Zoë😀\"}");
        byte[] bytes = AwarenessUpdate.of(List.of(entry, entry)).encode();
        assertThat(AwarenessUpdate.decode(bytes).entries()).containsExactly(entry, entry);
    }

    @Example
    void bytesThatEndEarly() {
        String whole = "020501027b7d0602046e756c6c";
        for (int end = 0; end < whole.length(); end += 2) {
            String cut = whole.substring(0, end);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(MalformedUpdateException.class);
        }
        assertThat(decode(whole + "ff").entries()).hasSize(2);
    }

    @Example
    void hostileNumbers() {
        refused("ffffffffffffff0f050102", "Length 9007199254740991 goes past the end of input at byte 0");
        refused("0180808080808080100102", "Integer above 2^53-1 at byte 1");
        refused("010580808080808080100102", "Integer above 2^53-1 at byte 2");
        refused("010501ffffffff0f7b7d", "Length 4294967295 goes past the end of input at byte 3");
        refused("010501027bff", "Malformed UTF-8 at byte 5");
    }

    @Example
    void nullIsRecognisedAsJsonDoes() {
        assertThat(new AwarenessUpdate.Entry(1, 1, " \t\r\nnull ").removed()).isTrue();
        for (String json : new String[] {"\u00a0null", "nulll", "\"null\"", "[null]", "", "Null"}) {
            assertThat(new AwarenessUpdate.Entry(1, 1, json).removed()).as(json).isFalse();
        }
    }

    @Example
    void rangesOfEntries() {
        assertThatThrownBy(() -> new AwarenessUpdate.Entry(-1, 0, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Client id not within 0..2^53-1: -1");
        assertThatThrownBy(() -> new AwarenessUpdate.Entry(1, MAX + 1, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Clock not within 0..2^53-1: 9007199254740992");
    }

    @Example
    void statesStayOutOfLogs() {
        assertThat(AwarenessUpdate.of(List.of(new AwarenessUpdate.Entry(1, 2, "\"secret\""))))
                .hasToString("AwarenessUpdate[1]");
        assertThat(new AwarenessState(2, "\"secret\"")).hasToString("AwarenessState[clock=2, 8 characters]");
    }
}
