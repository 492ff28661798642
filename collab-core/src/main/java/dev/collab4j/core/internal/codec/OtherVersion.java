package dev.collab4j.core.internal.codec;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.WrongVersionException;
import org.jspecify.annotations.Nullable;

/** Says that an update is in the other version. Apart from who says it, or each process would load the exception's class. */
final class OtherVersion {
    private OtherVersion() {}

    static MalformedUpdateException than(FormatVersion given, @Nullable Throwable cause) {
        return new WrongVersionException(
                "These bytes are an update in " + given.other() + ", given as " + given, cause);
    }
}
