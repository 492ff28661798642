package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;

class DiffFuzzTest {
    @FuzzTest
    void aDifferenceIsWhatIsNotKnown(byte[] bytes) {
        Parts parts = Parts.of(bytes);
        Update update = parts.update(parts.rest(), 0);
        Budget.read(bytes, input -> StateVector.decode(parts.first()))
                .ifPresent(known -> Budget.read(bytes, input -> update.diff(known))
                        .ifPresent(difference -> check(update, known, difference)));
    }

    private static void check(Update update, StateVector known, Update difference) {
        assertThat(Ids.beyond(StateVector.empty(), difference)).isEqualTo(Ids.beyond(known, update));
        assertThat(difference.deleteSet()).isEqualTo(update.deleteSet());
        if (!hasSurrogates(update)) {
            Documents.seen(update)
                    .ifPresent(seen ->
                            assertThat(Documents.seen(difference, update)).hasValue(seen));
        }
    }

    /** A difference may begin inside a pair, which is given up then. */
    private static boolean hasSurrogates(Update update) {
        return update.structs().stream()
                .anyMatch(struct -> struct.content() instanceof String text
                        && text.chars().anyMatch(unit -> Character.isSurrogate((char) unit)));
    }
}
