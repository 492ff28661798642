package dev.collab4j.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.Update;

class UpdateV2FuzzTest {
    @FuzzTest
    void anUpdateIsTakenWholeOrNotAtAll(byte[] bytes) {
        UpdateLaws.check(bytes, Update::fromV2);
    }
}
