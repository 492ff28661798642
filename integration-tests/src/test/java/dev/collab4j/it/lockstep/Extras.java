package dev.collab4j.it.lockstep;

import dev.collab4j.it.oracle.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Random steps that aren't edits: undo, sub-documents, positions, snapshots. Each history has a taste for some of them. */
final class Extras {
    private static final int FRACTIONS = 65_536;
    private static final List<String> ORIGINS = Arrays.asList(null, null, "edit", "reaction", "net", "inner");

    private final Random random;
    private final EditGenerator edits;
    private final Values values;
    private final boolean undo;
    private final boolean narrow;
    private final boolean subDocuments;
    private final boolean positions;
    private final boolean snapshots;

    Extras(Random random, EditGenerator edits, Values values, boolean undo, boolean narrow, boolean subDocuments) {
        this.random = random;
        this.edits = edits;
        this.values = values;
        this.undo = undo;
        this.narrow = narrow;
        this.subDocuments = subDocuments;
        this.positions = random.nextInt(3) == 0;
        this.snapshots = random.nextInt(3) == 0;
    }

    void addTo(Weights<Fields> weights, IntSupplier replica) {
        if (undo) {
            weights.add(5, () -> manager(at("undoManager", replica)))
                    .add(28, () -> undo(at("manage", replica)))
                    .add(7, () -> manage(at("manage", replica)))
                    .add(2, () -> undo(at("undoInside", replica)).with("operations", edits.operations()));
        }
        if (subDocuments) {
            weights.add(12, () -> subDocument(at("subDoc", replica)));
        }
        if (positions) {
            weights.add(8, () -> position(at("position", replica))).add(8, () -> resolve(at("resolve", replica)));
        }
        if (snapshots) {
            weights.add(12, () -> snapshot(at("snapshot", replica)));
        }
    }

    /** How long it has been since the last edit: an undo manager merges what is less than its timeout apart. */
    int millis() {
        return undo ? random.nextInt(4) * random.nextInt(200) : 0;
    }

    private static Fields at(String name, IntSupplier replica) {
        return Fields.of("do", name, "at", replica.getAsInt());
    }

    private Fields manager(Fields step) {
        List<Integer> scope = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            scope.add(random.nextInt(2) == 0 ? random.nextInt(FRACTIONS / 8) : random.nextInt(FRACTIONS));
        }
        return step.with("scope", scope)
                .with("timeout", narrow || random.nextInt(3) == 0 ? 0 : 500)
                .with("origins", origins())
                .with("ignore", random.nextInt(4) == 0)
                .with("filter", random.nextInt(6) == 0 ? 2 + random.nextInt(3) : 0)
                .with("capture", random.nextInt(8) == 0);
    }

    private List<String> origins() {
        List<String> origins = new ArrayList<>(Arrays.asList(null, "edit"));
        if (random.nextInt(3) == 0) {
            origins.remove(random.nextInt(2));
        }
        if (random.nextInt(4) == 0) {
            origins.add(ORIGINS.get(random.nextInt(ORIGINS.size())));
        }
        return origins;
    }

    private Fields undo(Fields step) {
        return step.with("act", "run")
                .with("manager", random.nextInt(FRACTIONS))
                .with("redo", random.nextInt(5) < 2)
                .with("times", random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 1);
    }

    private Fields manage(Fields step) {
        Fields act = step.with("manager", random.nextInt(FRACTIONS));
        return switch (random.nextInt(16)) {
            case 0, 1 ->
                act.with("act", "clear")
                        .with("undoStack", random.nextBoolean())
                        .with("redoStack", random.nextBoolean());
            case 2, 3, 4 -> act.with("act", "widen").with("target", random.nextInt(FRACTIONS));
            case 5, 6, 7 ->
                act.with("act", "track")
                        .with("origin", ORIGINS.get(random.nextInt(ORIGINS.size())))
                        .with("add", random.nextInt(3) > 0);
            case 8 -> act.with("act", "close");
            default -> act.with("act", "stop");
        };
    }

    private Fields subDocument(Fields step) {
        Fields act = step.with("which", random.nextInt(FRACTIONS));
        return switch (random.nextInt(4)) {
            case 0 -> act.with("act", "destroy");
            case 1 -> act.with("act", "edit").with("value", values.text());
            default -> act.with("act", "load");
        };
    }

    private Fields snapshot(Fields step) {
        Fields look = step.with("first", random.nextInt(FRACTIONS))
                .with("second", random.nextInt(FRACTIONS))
                .with("v2", random.nextBoolean());
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> step.with("act", "take");
            case 3 -> look.with("act", "compare").with("fraction", random.nextInt(FRACTIONS));
            case 4, 5, 6 -> look.with("act", "restore");
            default ->
                look.with("act", "delta")
                        .with("which", random.nextInt(3))
                        .with("target", random.nextInt(FRACTIONS / 2));
        };
    }

    private Fields position(Fields step) {
        return step.with("target", random.nextInt(FRACTIONS))
                .with("place", random.nextInt(5) == 0 ? FRACTIONS - 1 : random.nextInt(FRACTIONS))
                .with("assoc", random.nextInt(3) - 1);
    }

    private Fields resolve(Fields step) {
        return step.with("which", random.nextInt(FRACTIONS))
                .with("follow", random.nextInt(4) > 0)
                .with("json", random.nextBoolean());
    }
}
