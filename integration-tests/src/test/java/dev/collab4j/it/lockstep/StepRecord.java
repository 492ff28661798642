package dev.collab4j.it.lockstep;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a step has done, and what there is after it: the twin of the records of history.mjs. Most of it is bytes, which are
 * printed for a step that differs alone.
 *
 * @param lines what happened, and the content
 * @param bytes the state and the state vector of each replica that was touched
 */
record StepRecord(List<String> lines, List<Named> bytes) {
    record Named(String name, byte[] bytes) {
        boolean isSame(Named other) {
            return Arrays.equals(bytes, other.bytes);
        }
    }

    static StepRecord failure(String trace) {
        return new StepRecord(List.of("failed in Java", trace), List.of());
    }

    boolean isFailure() {
        return lines.get(0).startsWith("failed");
    }

    boolean isSame(StepRecord other) {
        return lines.equals(other.lines)
                && IntStream.range(0, bytes.size()).allMatch(i -> bytes.get(i).isSame(other.bytes.get(i)));
    }

    String hash() {
        return isFailure() ? lines.get(0) : Contents.hashParts(parts());
    }

    private List<byte[]> parts() {
        List<byte[]> parts = new ArrayList<>();
        parts.add(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        bytes.forEach(each -> parts.add(each.bytes));
        return parts;
    }

    List<String> print() {
        List<String> printed = new ArrayList<>(lines);
        bytes.forEach(each -> printed.add(each.name + " " + HexFormat.of().formatHex(each.bytes)));
        return printed;
    }
}
