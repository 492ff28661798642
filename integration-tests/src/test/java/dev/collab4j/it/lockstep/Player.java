package dev.collab4j.it.lockstep;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.it.oracle.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Plays a history in Java: the twin of history.mjs. Every step gives a record, a list of lines. */
final class Player {
    /** Not 0: then an UndoManager merges nothing. */
    private static final long START = 1_000_000_000_000L;
    /** So many updates may be overtaken: what is parked is merged again and again, which takes long. */
    private static final int FAR = 8;

    private final List<Replica> replicas;
    private final Positions positions = new Positions();
    private final Snapshots snapshots = new Snapshots();
    private long millis = START;
    /** next[to][from] = how many of from's updates were delivered to, or dropped on the way. */
    private final int[][] next;

    Player(History history) {
        replicas = history.replicas().stream()
                .map(spec -> new Replica(spec, () -> Instant.ofEpochMilli(millis)))
                .toList();
        next = new int[replicas.size()][replicas.size()];
    }

    StepRecord play(Fields step) {
        millis += step.number("ms");
        StepRecord record = new StepRecord(new ArrayList<>(), new ArrayList<>());
        for (int index : touchedBy(step)) {
            record.lines().add("replica " + index);
            Replica replica = replicas.get(index);
            if (step.text("do").equals("everything")) {
                replica.takeWholeRecord(record);
            } else {
                replica.takeRecord(record);
            }
        }
        return record;
    }

    List<Replica> replicas() {
        return replicas;
    }

    private List<Integer> touchedBy(Fields step) {
        if (step.text("do").equals("everything")) {
            replicas.forEach(positions::resolveAll);
            return IntStream.range(0, replicas.size()).boxed().toList();
        }
        if (step.has("to")) {
            receive(step);
            return List.of(step.number("to"));
        }
        act(replicas.get(step.number("at")), step);
        return List.of(step.number("at"));
    }

    private void act(Replica replica, Fields step) {
        switch (step.text("do")) {
            case "edit" -> edit(replica, step);
            case "reopen" -> replica.reopen(((Number) step.get("client")).longValue());
            case "look" -> replica.typeAllRoots();
            case "undoManager" -> replica.undo().open(step);
            case "manage" -> manage(replica, step);
            case "undoInside" -> undoInside(replica, step);
            case "subDoc" -> {
                SubDocuments.run(replica.doc(), step);
                replica.touch();
            }
            case "snapshot" -> {
                snapshots.run(replica, step);
                replica.touch();
            }
            case "position" -> positions.create(replica, step);
            case "resolve" -> positions.resolve(replica, step);
            default -> throw new IllegalArgumentException(step.text("do"));
        }
    }

    /** undo, redo, or something else that a manager can do. */
    private static void manage(Replica replica, Fields step) {
        replica.undo().run(step);
        replica.touch();
    }

    /** Undo within a transaction that also edits. */
    private static void undoInside(Replica replica, Fields step) {
        List<Fields> operations = step.list("operations");
        replica.doc().transact("edit", tx -> {
            operations.forEach(each -> Operations.run(replica, each));
            manage(replica, step);
            operations.forEach(each -> Operations.run(replica, each));
        });
    }

    private static void edit(Replica replica, Fields step) {
        List<Fields> operations = step.list("operations");
        if (step.flag("together")) {
            replica.doc().transact("edit", tx -> operations.forEach(each -> Operations.run(replica, each)));
        } else {
            operations.forEach(each -> Operations.run(replica, each));
        }
    }

    private void receive(Fields step) {
        Replica to = replicas.get(step.number("to"));
        if (step.text("do").equals("together")) {
            to.doc().transact("together", tx -> deliver(step).forEach(update -> receive(to, step, update)));
        } else {
            updates(step).forEach(update -> receive(to, step, update));
        }
    }

    /** In the format that the step says, or the other one, converted. */
    private static void receive(Replica to, Fields step, Update update) {
        boolean v2 = step.flag("v2") != step.flag("convert");
        byte[] bytes = v2 ? update.toV2() : update.toV1();
        to.apply(v2 ? Update.fromV2(bytes) : Update.fromV1(bytes), "net");
        to.note("received " + HexFormat.of().formatHex(bytes));
    }

    private List<Update> updates(Fields step) {
        Replica from = replicas.get(step.number("from"));
        return switch (step.text("do")) {
            case "deliver" -> deliver(step);
            case "drop" -> drop(step);
            case "overtake" -> overtake(step);
            case "again" -> again(step);
            case "merged" -> merged(step);
            case "diffed" ->
                merged(step).stream().map(update -> update.diff(known(step))).toList();
            case "sync" -> List.of(state(from.doc(), known(step), step));
            case "partly" -> List.of(state(from.doc(), lessThan(known(step), step.number("fraction")), step));
            case "whole" -> List.of(state(from.doc(), StateVector.empty(), step));
            default -> throw new IllegalArgumentException(step.text("do"));
        };
    }

    private static Update state(Doc doc, StateVector target, Fields step) {
        return step.flag("v2") ? doc.encodeStateAsUpdateV2(target) : doc.encodeStateAsUpdate(target);
    }

    private List<Update> deliver(Fields step) {
        List<Replica.Sent> log = log(step);
        int start = sent(step);
        int end = Math.min(start + step.number("length"), log.size());
        next[step.number("to")][step.number("from")] = end;
        return inFormat(log.subList(start, end), step);
    }

    private static List<Update> inFormat(List<Replica.Sent> sent, Fields step) {
        return sent.stream().map(each -> each.in(step.flag("v2"))).toList();
    }

    private List<Update> drop(Fields step) {
        deliver(step);
        return List.of();
    }

    private List<Update> overtake(Fields step) {
        List<Replica.Sent> log = sentUpTo(step, FAR);
        int start = sent(step) + 1;
        return start < log.size()
                ? inFormat(List.of(log.get(start + part(step, log.size() - start))), step)
                : List.of();
    }

    private List<Update> again(Fields step) {
        List<Replica.Sent> log = sentUpTo(step, 0);
        return log.isEmpty() ? List.of() : inFormat(List.of(log.get(part(step, log.size()))), step);
    }

    private List<Update> merged(Fields step) {
        List<Replica.Sent> log = sentUpTo(step, FAR);
        int start = part(step, log.size());
        List<Replica.Sent> chosen = log.subList(start, Math.min(start + step.number("length"), log.size()));
        return chosen.isEmpty() ? List.of() : List.of(Update.merge(inFormat(chosen, step)));
    }

    private StateVector known(Fields step) {
        return replicas.get(step.number("to")).doc().stateVector();
    }

    private static StateVector lessThan(StateVector known, int fraction) {
        Map<Long, Long> less = new LinkedHashMap<>();
        known.toMap().forEach((client, clock) -> less.put(client, fraction * clock >> 16));
        return StateVector.of(less);
    }

    private List<Replica.Sent> log(Fields step) {
        return replicas.get(step.number("from")).log();
    }

    /** What was delivered, and so many more. */
    private List<Replica.Sent> sentUpTo(Fields step, int more) {
        List<Replica.Sent> log = log(step);
        return log.subList(0, Math.min(sent(step) + more, log.size()));
    }

    private int sent(Fields step) {
        return next[step.number("to")][step.number("from")];
    }

    private static int part(Fields step, int length) {
        return (int) ((long) step.number("fraction") * length >> 16);
    }
}
