package dev.collab4j.core.fuzz;

import dev.collab4j.core.Id;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateStruct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What updates say of single ids, however their structs are cut. */
final class Units {
    private static final int MAX_UNITS = 10_000;

    private Units() {}

    /** Whether both say the same of the ids that both have; false if that is too much to look at. */
    static boolean agree(Update one, Update other) {
        if (count(one) + count(other) > MAX_UNITS) {
            return false;
        }
        Map<Id, Unit> units = of(one);
        return of(other).entrySet().stream()
                .allMatch(unit -> unit.getValue().equals(units.getOrDefault(unit.getKey(), unit.getValue())));
    }

    private record Unit(
            UpdateStruct.Kind kind,
            @Nullable Id origin,
            @Nullable Id rightOrigin,
            @Nullable Object parent,
            @Nullable String key,
            @Nullable Object content) {}

    private static long count(Update update) {
        return structs(update).stream().mapToLong(UpdateStruct::length).sum();
    }

    private static List<UpdateStruct> structs(Update update) {
        return update.structs().stream()
                .filter(struct -> struct.kind() != UpdateStruct.Kind.SKIP)
                .toList();
    }

    private static Map<Id, Unit> of(Update update) {
        Map<Id, Unit> units = new HashMap<>();
        for (UpdateStruct struct : structs(update)) {
            for (int i = 0; i < struct.length(); i++) {
                units.put(new Id(struct.id().client(), struct.id().clock() + i), unit(struct, i));
            }
        }
        return units;
    }

    private static Unit unit(UpdateStruct struct, int index) {
        Object content = content(struct, index);
        if (index > 0 && struct.kind() != UpdateStruct.Kind.GC) {
            Id before = new Id(struct.id().client(), struct.id().clock() + index - 1);
            return new Unit(struct.kind(), before, struct.rightOrigin(), null, null, content);
        }
        Object parent = struct.parentRoot() != null ? struct.parentRoot() : struct.parentId();
        return new Unit(struct.kind(), struct.origin(), struct.rightOrigin(), parent, struct.key(), content);
    }

    private static @Nullable Object content(UpdateStruct struct, int index) {
        return switch (struct.kind()) {
            case STRING -> ((String) Objects.requireNonNull(struct.content())).charAt(index);
            case ANY, JSON -> ((List<?>) Objects.requireNonNull(struct.content())).get(index);
            default -> struct.content();
        };
    }
}
