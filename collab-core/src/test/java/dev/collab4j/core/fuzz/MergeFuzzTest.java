package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

class MergeFuzzTest {
    @FuzzTest
    void aMergeSaysWhatItsPartsSay(byte[] bytes) {
        Parts parts = Parts.of(bytes);
        Update first = parts.update(parts.first(), 0);
        Update second = parts.update(parts.rest(), 1);
        Optional<Update> merged = Budget.read(bytes, input -> Update.merge(List.of(first, second)));
        if (merged.isPresent() && isInOrder(first) && isInOrder(second)) {
            check(first, second, merged.get());
        }
    }

    /** Yjs's merge, which ours is equal to, loses structs if the clients of an update don't descend. */
    private static boolean isInOrder(Update update) {
        List<Long> clients = update.clients();
        return clients.equals(clients.stream().sorted(Comparator.reverseOrder()).toList());
    }

    private static void check(Update first, Update second, Update merged) {
        assertThat(Ids.beyond(StateVector.empty(), merged)).isEqualTo(Ids.beyond(StateVector.empty(), first, second));
        assertThat(Ids.deleted(merged)).isEqualTo(Ids.deleted(first, second));
        Update again = Update.merge(List.of(merged, first, second));
        assertThat(Ids.beyond(StateVector.empty(), again)).isEqualTo(Ids.beyond(StateVector.empty(), merged));
        if (Units.agree(first, second)) {
            checkDocuments(first, second, merged);
        }
    }

    /** Of two updates that say different things of the same ids a merge may keep what needs a parent that is missing. */
    private static void checkDocuments(Update first, Update second, Update merged) {
        Optional<List<String>> seen = Documents.gist(first, second);
        if (seen.isPresent() && seen.equals(Documents.gist(second, first))) {
            assertThat(Documents.gist(merged)).isEqualTo(seen);
        }
    }
}
