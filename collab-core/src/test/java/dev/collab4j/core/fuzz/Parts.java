package dev.collab4j.core.fuzz;

import dev.collab4j.core.Update;
import java.util.Arrays;

/**
 * What the bytes of a case stand for that needs two inputs: flags, a length of one byte, so many bytes, the rest.
 *
 * @param flags of the case, and which of its updates are in version 2
 * @param first as long as the length says, or as there is
 */
record Parts(int flags, byte[] first, byte[] rest) {
    static Parts of(byte[] bytes) {
        if (bytes.length < 2) {
            return new Parts(0, bytes, new byte[0]);
        }
        int end = Math.min(2 + (bytes[1] & 0xFF), bytes.length);
        return new Parts(bytes[0], Arrays.copyOfRange(bytes, 2, end), Arrays.copyOfRange(bytes, end, bytes.length));
    }

    /** An update in version 2 if bit {@code bit} of the flags is set. */
    Update update(byte[] bytes, int bit) {
        return (flags >> bit & 1) == 0 ? Update.fromV1(bytes) : Update.fromV2(bytes);
    }
}
