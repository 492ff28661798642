package dev.collab4j.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.Update;

class UpdateV1FuzzTest {
    @FuzzTest
    void anUpdateIsTakenWholeOrNotAtAll(byte[] bytes) {
        UpdateLaws.check(bytes, Update::fromV1);
    }
}
