package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.AbsolutePosition;
import dev.collab4j.core.Doc;
import dev.collab4j.core.RelativePosition;
import java.nio.charset.StandardCharsets;

class PositionFuzzTest {
    private static final Doc DOCUMENT = Documents.honest();

    @FuzzTest
    void aPositionIsReadAndWrittenAndResolved(byte[] bytes) {
        Budget.read(bytes, RelativePosition::decode).ifPresent(PositionFuzzTest::checkDecoded);
        Budget.read(bytes, json -> RelativePosition.fromJson(new String(json, StandardCharsets.UTF_8)))
                .ifPresent(PositionFuzzTest::check);
    }

    private static void checkDecoded(RelativePosition position) {
        assertThat(RelativePosition.decode(position.encode())).isEqualTo(position);
        check(position);
    }

    private static void check(RelativePosition position) {
        assertThat(RelativePosition.fromJson(position.toJson())).isEqualTo(position);
        assertThat(RelativePosition.fromValue(position.toValue())).isEqualTo(position);
        AbsolutePosition here = position.resolve(DOCUMENT);
        if (here != null) {
            assertThat(here.index()).isNotNegative();
        }
    }
}
