package dev.collab4j.core.fuzz;

import com.sun.management.ThreadMXBean;
import dev.collab4j.core.MalformedUpdateException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What reading hostile bytes may cost: memory by their length, and a fixed time. */
final class Budget {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long BYTES_PER_BYTE = 64;
    private static final long BASE_BYTES = 64 * 1024;
    private static final long CPU_NANOS = 50_000_000;

    /** While Jazzer looks for inputs it notes every branch and comparison, which costs memory and time of its own. */
    private static final int SLACK = System.getenv("JAZZER_FUZZ") == null ? 1 : 10;

    /** Classes are loaded and code is compiled in some innocent case: what is too much is repeated alone. */
    private static final int TRIES = 6;

    private Budget() {}

    /** What {@code reader} makes of the input; empty if it is refused. */
    static <T> Optional<T> read(byte[] input, Function<byte[], T> reader) {
        return read(input, () -> input, reader);
    }

    /** The same with something that is made anew for each try and isn't measured. */
    static <S, T> Optional<T> read(byte[] input, Supplier<S> given, Function<S, T> reader) {
        for (int tries = 1; true; tries++) {
            S start = given.get();
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            Optional<T> result = attempt(start, reader);
            nanos = THREADS.getCurrentThreadCpuTime() - nanos;
            bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            if (bytes <= SLACK * (BYTES_PER_BYTE * input.length + BASE_BYTES) && nanos <= SLACK * CPU_NANOS) {
                return result;
            } else if (tries == TRIES) {
                throw new AssertionError(input.length + " bytes cost " + bytes + " bytes and " + nanos + " ns");
            }
        }
    }

    private static <S, T> Optional<T> attempt(S start, Function<S, T> reader) {
        try {
            return Optional.of(reader.apply(start));
        } catch (MalformedUpdateException refused) {
            return Optional.empty();
        }
    }
}
