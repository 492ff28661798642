package dev.collab4j.it.lockstep;

import dev.collab4j.core.DeleteSet;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.StackItem;
import dev.collab4j.core.UndoEvent;
import dev.collab4j.core.UndoManager;
import dev.collab4j.core.UndoOptions;
import dev.collab4j.it.oracle.Fields;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The undo managers of a replica: the twin of undo.mjs. */
final class Undo {
    private static final int MOST = 3;

    private final Replica replica;
    private final InstantSource clock;
    private final List<UndoManager> managers = new ArrayList<>();
    private int items;

    Undo(Replica replica, InstantSource clock) {
        this.replica = replica;
        this.clock = clock;
    }

    void open(Fields step) {
        if (managers.size() == MOST) {
            return;
        }
        // Naming a root is a transaction in Yjs, which a manager of the whole document takes for a step.
        replica.typeAllRoots();
        List<Integer> scope = step.list("scope");
        Set<SharedType> types = new LinkedHashSet<>();
        scope.forEach(fraction -> types.add(replica.pick(fraction)));
        UndoManager manager = scope.isEmpty()
                ? new UndoManager(replica.doc(), options(step))
                : new UndoManager(replica.doc(), options(step), types);
        managers.add(manager);
        watch(manager, managers.size() - 1);
    }

    private UndoOptions options(Fields step) {
        UndoOptions.Builder options = UndoOptions.builder()
                .captureTimeout(Duration.ofMillis(step.number("timeout")))
                .trackedOrigins(step.list("origins").toArray())
                .ignoreRemoteMapChanges(step.flag("ignore"))
                .clock(clock);
        int filter = step.number("filter");
        if (filter > 0) {
            options.deleteFilter(item -> item.id().clock() % filter != 0);
        }
        if (step.flag("capture")) {
            options.captureTransaction(transaction -> !"edit".equals(transaction.origin()));
        }
        return options.build();
    }

    private void watch(UndoManager manager, int index) {
        manager.onStackItemAdded(event -> {
            event.stackItem().meta().put("number", items++);
            note(index, "Added", event);
        });
        manager.onStackItemUpdated(event -> note(index, "Updated", event));
        manager.onStackItemPopped(event -> note(index, "Popped", event));
        manager.onStackCleared((undoCleared, redoCleared) ->
                replica.note("undo " + index + " cleared " + undoCleared + " " + redoCleared + " " + heights(manager)));
    }

    private void note(int index, String what, UndoEvent event) {
        String types = event.changedParentTypes().stream()
                .map(Canonical::kindOf)
                .sorted()
                .collect(Collectors.joining(","));
        replica.note("undo " + index + " " + what + " " + event.type().name().toLowerCase(Locale.ROOT)
                + " origin=" + origin(event.origin()) + " " + print(event.stackItem()) + " item="
                + number(event.stackItem()) + " types=" + types + " " + heights(event.undoManager()));
    }

    private static String number(StackItem item) {
        return Canonical.print(item.meta().get("number"));
    }

    private static String heights(UndoManager manager) {
        return manager.undoStack().size() + "/" + manager.redoStack().size();
    }

    /** What an origin is called: managers are origins too. */
    String origin(Object origin) {
        int index = origin instanceof UndoManager manager ? managers.indexOf(manager) : -1;
        return index < 0 ? Canonical.print(origin) : "manager " + index;
    }

    void run(Fields step) {
        if (managers.isEmpty()) {
            return;
        }
        UndoManager manager = managers.get((int) ((long) step.number("manager") * managers.size() >> 16));
        switch (step.text("act")) {
            case "run" -> undo(manager, step);
            case "stop" -> manager.stopCapturing();
            case "clear" -> manager.clear(step.flag("undoStack"), step.flag("redoStack"));
            case "widen" -> manager.addToScope(replica.pick(step.number("target")));
            case "track" -> track(manager, step);
            case "close" -> manager.close();
            default -> throw new IllegalArgumentException(step.text("act"));
        }
    }

    private void undo(UndoManager manager, Fields step) {
        for (int i = 0; i < step.number("times"); i++) {
            StackItem item = step.flag("redo") ? manager.redo() : manager.undo();
            replica.note("undone " + (item == null ? "nothing" : number(item)));
        }
    }

    private static void track(UndoManager manager, Fields step) {
        if (step.flag("add")) {
            manager.addTrackedOrigin(step.get("origin"));
        } else {
            manager.removeTrackedOrigin(step.get("origin"));
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (UndoManager manager : managers) {
            lines.add("undo " + lines.size() + " " + print(manager.undoStack()) + " " + print(manager.redoStack()));
        }
        return lines;
    }

    private static String print(List<StackItem> stack) {
        return stack.stream().map(Undo::print).collect(Collectors.joining());
    }

    private static String print(StackItem item) {
        return "[" + print(item.insertions()) + " / " + print(item.deletions()) + "]";
    }

    static String print(DeleteSet set) {
        return set.toMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + ":"
                        + entry.getValue().stream()
                                .map(range -> range.clock() + "+" + range.length())
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }
}
