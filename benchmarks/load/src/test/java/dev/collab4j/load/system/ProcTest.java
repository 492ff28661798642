package dev.collab4j.load.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {

    @TempDir
    private Path root;

    private Proc proc;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(root.resolve("42"));
        Files.writeString(root.resolve("stat"), """
                cpu  1000 200 300 90000 4000 50 60 70 0 0
                cpu0 500 100 150 45000 2000 25 30 35 0 0
                """);
        Files.writeString(
                root.resolve("42/stat"),
                "42 (a ) odd (name) S 1 42 42 0 -1 4194560 900 0 3 0 1234 566 0 0 20 0 31 0 881 5000 2000 18446744\n");
        Files.writeString(root.resolve("42/status"), """
                Name:\ta ) odd (name
                VmHWM:\t  204800 kB
                VmRSS:\t  102400 kB
                """);
        Files.writeString(root.resolve("42/smaps_rollup"), """
                00400000-7ffc [rollup]
                Rss:              102400 kB
                Pss:               51200 kB
                Pss_Dirty:         40000 kB
                """);
        proc = Proc.in(root);
    }

    @Test
    void readsAProcess() {
        assertThat(proc.cpuSeconds(42)).isEqualTo(18.0);
        assertThat(proc.residentBytes(42)).isEqualTo(100L << 20);
        assertThat(proc.peakBytes(42)).isEqualTo(200L << 20);
        assertThat(proc.proportionalBytes(42)).isEqualTo(50L << 20);
    }

    @Test
    void readsTheMachineWithoutWhatIsIdle() {
        assertThat(proc.busySeconds()).isEqualTo(16.8);
    }

    @Test
    void isZeroForWhatHasEnded() {
        assertThat(proc.cpuSeconds(43)).isZero();
        assertThat(proc.residentBytes(43)).isZero();
    }

    @Test
    void leavesTheServerAndTheGeneratorOutOfTheOthers() throws IOException {
        Meter meter = new Meter(proc, List.of(42L));
        Meter.Reading before = meter.read();
        Files.writeString(root.resolve("stat"), "cpu  1300 200 300 90000 4000 50 60 70 0 0\n");
        Files.writeString(root.resolve("42/stat"), "42 (x) S 1 42 42 0 -1 4194560 900 0 3 0 1334 566 0 0 20\n");
        Usage usage = meter.since(before);
        assertThat(usage.server()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(usage.others()).isCloseTo(2, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void addsUpTheHeapsOfEachCollector() {
        assertThat(HeapInfo.used(" garbage-first heap   total 260096K, used 3584K [0x1, 0x2)\n"
                        + "  region size 1024K, 1 young (1024K)\n Metaspace       used 99K, committed 128K\n"))
                .isEqualTo(3584L << 10);
        assertThat(HeapInfo.used(" PSYoungGen      total 9216K, used 1024K [0x1)\n  eden space 8192K, 12% used\n"
                        + " ParOldGen       total 20480K, used 2048K [0x1)\n"))
                .isEqualTo(3072L << 10);
        assertThat(HeapInfo.used(" ZHeap           used 10M, capacity 64M, max capacity 512M\n"))
                .isEqualTo(10L << 20);
    }
}
