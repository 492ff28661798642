package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What is done for each message allocates nothing. */
class TallyTest {

    private static final int MESSAGES = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Tally tally = new Tally();

    @Test
    void countingAllocatesNothing() {
        count();
        long before = threads.getCurrentThreadAllocatedBytes();
        count();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MESSAGES / 100);
        assertThat(tally.messagesIn()).isEqualTo(2 * MESSAGES);
        assertThat(tally.bytesOut()).isEqualTo(2L * MESSAGES * 50);
    }

    private void count() {
        for (int i = 0; i < MESSAGES; i++) {
            tally.received(50);
            tally.sent(50);
            tally.refused(Refusal.MESSAGE_RATE);
        }
    }
}
