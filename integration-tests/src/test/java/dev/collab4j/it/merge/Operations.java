package dev.collab4j.it.merge;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.HexFormat;
import java.util.List;

/**
 * What can be done with updates without a document, here and in the real Yjs: merge.mjs.
 *
 * @param version the format of the inputs, 1 or 2
 * @param known the vector of somebody who doesn't need all
 */
record Operations(int version, List<Update> inputs, StateVector known) {
    private static final HexFormat HEX = HexFormat.of();

    void announceTo(Oracle oracle) {
        List<String> hex =
                inputs.stream().map(this::encoded).map(HEX::formatHex).toList();
        oracle.send(
                Fields.of("do", "merge", "version", version, "inputs", hex, "known", HEX.formatHex(known.encode())));
    }

    /** The inputs merged; then of those the difference, the state vector, the other version, and that one back. */
    List<String> run() {
        Update merged = Update.merge(
                inputs.stream().map(this::encoded).map(this::decoded).toList());
        byte[] converted = version == 1 ? merged.toV2() : merged.toV1();
        byte[] back = version == 1
                ? Update.fromV2(converted, Long.MAX_VALUE).toV1()
                : Update.fromV1(converted).toV2();
        return List.of(
                HEX.formatHex(encoded(merged)),
                HEX.formatHex(encoded(merged.diff(known))),
                HEX.formatHex(merged.stateVector().encode()),
                HEX.formatHex(converted),
                HEX.formatHex(back));
    }

    private byte[] encoded(Update update) {
        return version == 1 ? update.toV1() : update.toV2();
    }

    private Update decoded(byte[] bytes) {
        return version == 1 ? Update.fromV1(bytes) : Update.fromV2(bytes, Long.MAX_VALUE);
    }
}
