package dev.collab4j.example.inspect;

import dev.collab4j.core.Id;
import dev.collab4j.core.Json;
import dev.collab4j.core.UpdateStruct;
import org.jspecify.annotations.Nullable;

/** A struct in one line: where it is and what it is, but nothing that somebody wrote. */
final class StructLine {
    private StructLine() {}

    static String of(UpdateStruct struct) {
        return print(struct.id()) + "+" + struct.length() + " " + contentOf(struct)
                + part(" after ", print(struct.origin()))
                + part(" before ", print(struct.rightOrigin()))
                + part(" in ", parent(struct))
                + part(" key ", quoted(struct.key()));
    }

    /** The kind, and of a type which one. */
    static String contentOf(UpdateStruct struct) {
        return struct.content() instanceof UpdateStruct.Type type
                ? struct.kind() + " " + type.type()
                : struct.kind().toString();
    }

    private static @Nullable String parent(UpdateStruct struct) {
        return struct.parentRoot() != null ? quoted(struct.parentRoot()) : print(struct.parentId());
    }

    private static String part(String label, @Nullable String text) {
        return text == null ? "" : label + text;
    }

    private static @Nullable String print(@Nullable Id id) {
        return id == null ? null : id.client() + ":" + id.clock();
    }

    private static @Nullable String quoted(@Nullable String name) {
        return name == null ? null : Json.stringify(name);
    }
}
