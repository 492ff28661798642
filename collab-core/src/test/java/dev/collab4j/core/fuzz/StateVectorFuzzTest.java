package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;

class StateVectorFuzzTest {
    private static final Doc DOCUMENT = Documents.honest();

    @FuzzTest
    void aStateVectorIsReadAndWrittenAndAnswered(byte[] bytes) {
        Budget.read(bytes, StateVector::decode).ifPresent(StateVectorFuzzTest::check);
    }

    private static void check(StateVector vector) {
        assertThat(StateVector.decode(vector.encode())).isEqualTo(vector);
        Update answer = DOCUMENT.encodeStateAsUpdate(vector);
        Update difference = DOCUMENT.encodeStateAsUpdate().diff(vector);
        assertThat(Documents.converted(answer).toV1())
                .isEqualTo(Documents.converted(difference).toV1());
    }
}
