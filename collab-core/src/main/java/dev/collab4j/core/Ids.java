package dev.collab4j.core;

import org.jspecify.annotations.Nullable;

/** Ids on their way between the public package and those below. */
final class Ids {
    private Ids() {}

    static @Nullable Id open(dev.collab4j.core.internal.codec.@Nullable Id id) {
        return id == null ? null : new Id(id.client(), id.clock());
    }

    static dev.collab4j.core.internal.codec.Id internal(Id id) {
        return new dev.collab4j.core.internal.codec.Id(id.client(), id.clock());
    }
}
