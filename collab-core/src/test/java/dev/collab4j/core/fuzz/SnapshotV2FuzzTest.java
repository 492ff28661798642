package dev.collab4j.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.collab4j.core.Snapshot;

class SnapshotV2FuzzTest {
    @FuzzTest
    void aSnapshotIsReadAndWrittenAndLookedAt(byte[] bytes) {
        SnapshotLaws.check(bytes, Snapshot::fromV2);
    }
}
