package dev.collab4j.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A known failure of Yjs excuses us where it happens, not wherever Yjs fails with the same words. */
class DeviationsIT {
    private static final String EMPTY = "0000";
    /** "abc" in the root t, then "d" behind clock 3, which it is itself. */
    private static final String BEHIND_ITSELF =
            "01 02 01 00 04 01 01 74 03 61 62 63 84 01 03 01 64 00".replace(" ", "");

    @Test
    void anUnexpectedCaseElsewhereIsNotExcused() {
        try (Oracle oracle = Oracle.start()) {
            String theirs = oracle.ask(Fields.of("do", "applyAll", "base", EMPTY, "inputs", List.of(BEHIND_ITSELF)))
                    .get(0);
            assertThat(theirs).startsWith("threw Unexpected case in findIndexSS < ");
            assertThat(Deviations.ofUpdate(HexFormat.of().parseHex(BEHIND_ITSELF), theirs))
                    .isEmpty();
        }
    }

    @Test
    void theCollectionOfATypeIsExcusedAlone() {
        assertThat(Deviations.ofUpdate(new byte[0], "threw Unexpected case in Item.gc < ContentType.gc < Item.gc"))
                .hasValue("alive-in-the-dead");
        assertThat(Deviations.ofUpdate(new byte[0], "threw Unexpected case in Item.gc < tryGcDeleteSet < tryGc"))
                .isEmpty();
    }

    @Test
    void onlyJsonOfAwarenessIsLeftUnread() {
        assertThat(Deviations.ofAwareness(new byte[0], "threw x is not valid JSON in JSON.parse < readContentJSON"))
                .isEmpty();
    }
}
