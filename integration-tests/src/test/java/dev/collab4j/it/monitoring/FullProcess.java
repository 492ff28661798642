package dev.collab4j.it.monitoring;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.collab4j.example.editor.Management;
import dev.collab4j.hub.CollabHub;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process that has almost all of its memory and its files in use, and collects garbage all the time. Prints its port. */
final class FullProcess {

    private static final double FULL = 0.92;
    private static final double MOST_FILES = 0.88;
    private static final int PIECE = 512 << 10;
    /** How long it goes on after a collection, in collections: it stands still for a third of the time. */
    private static final int COLLECTIONS_BETWEEN = 2;

    private final List<byte[]> memory = new ArrayList<>();
    private final List<InputStream> files = new ArrayList<>();

    private FullProcess() {}

    public static void main(String[] args) throws Exception {
        CollabHub hub = CollabHub.builder().build();
        Management management = Management.start("127.0.0.1", 0, Management.registry(), hub);
        FullProcess full = new FullProcess();
        full.openFiles();
        full.fillMemory();
        System.out.println(management.port());
        while (full.memory.size() + full.files.size() > 0) {
            long start = System.nanoTime();
            System.gc();
            LockSupport.parkNanos(COLLECTIONS_BETWEEN * (System.nanoTime() - start));
        }
    }

    private void openFiles() throws IOException {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        while (system.getOpenFileDescriptorCount() < MOST_FILES * system.getMaxFileDescriptorCount()) {
            files.add(new FileInputStream("/dev/null"));
        }
    }

    private void fillMemory() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long used = runtime.totalMemory() - runtime.freeMemory();
        for (long left = (long) (FULL * runtime.maxMemory()) - used; left > 0; left -= PIECE) {
            memory.add(new byte[PIECE]);
        }
    }
}
