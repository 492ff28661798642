package dev.collab4j.core.internal.store;

import java.security.SecureRandom;

/** Where client ids come from if nobody says otherwise. */
public final class ClientIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ClientIds() {}

    /** A random number of 32 bits, as in Yjs. */
    public static long random() {
        return Integer.toUnsignedLong(RANDOM.nextInt());
    }
}
