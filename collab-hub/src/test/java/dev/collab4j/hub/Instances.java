package dev.collab4j.hub;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/** How many objects of our classes the heap holds after a collection, by their class. */
final class Instances {

    private static final String OURS = "dev.collab4j.";

    private Instances() {}

    static Map<String, Long> count() throws JMException {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> counts = new TreeMap<>();
        String.valueOf(histogram)
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .forEach(cells -> add(counts, cells));
        return counts;
    }

    /** A line has the rank, instances, bytes, the class, and maybe its module. */
    private static void add(Map<String, Long> counts, String[] cells) {
        if (cells.length > 3 && cells[3].startsWith(OURS)) {
            counts.merge(cells[3], Long.valueOf(cells[1]), Long::sum);
        }
    }

    /** What there is more of than before, by more than a few. */
    static Map<String, Long> growth(Map<String, Long> before, Map<String, Long> after, long few) {
        Map<String, Long> growth = new TreeMap<>();
        after.forEach((name, count) -> growth.put(name, count - before.getOrDefault(name, 0L)));
        growth.values().removeIf(more -> more <= few);
        return growth;
    }
}
