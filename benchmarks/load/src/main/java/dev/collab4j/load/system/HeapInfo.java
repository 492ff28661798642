package dev.collab4j.load.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a server that is a JVM how much of its heap is in use after a collection, by the {@code jcmd} of this one. */
public final class HeapInfo {

    /** As G1, Serial and Parallel say it of each part of the heap, and ZGC of all of it. */
    private static final Pattern USED = Pattern.compile("(?:total \\d+K, used (\\d+)K)|(?:ZHeap\\s+used (\\d+)M)");

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private HeapInfo() {}

    /**
     * Collects garbage and says what is left.
     *
     * @return bytes
     * @throws IOException if the process doesn't answer
     */
    public static long usedAfterCollection(long pid) throws IOException, InterruptedException {
        ask(pid, "GC.run");
        return used(ask(pid, "GC.heap_info"));
    }

    /** The sum over the parts that {@code GC.heap_info} names. */
    static long used(String info) {
        long bytes = 0;
        Matcher parts = USED.matcher(info);
        while (parts.find()) {
            bytes += parts.group(1) != null
                    ? Long.parseLong(parts.group(1)) << 10
                    : Long.parseLong(parts.group(2)) << 20;
        }
        return bytes;
    }

    private static String ask(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + pid + " " + command + ": " + answer.strip());
        }
        return answer;
    }
}
