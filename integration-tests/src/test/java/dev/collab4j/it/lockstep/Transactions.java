package dev.collab4j.it.lockstep;

import static java.util.stream.Collectors.joining;

import dev.collab4j.core.SharedType;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Transaction;
import dev.collab4j.core.TransactionPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The moments of transactions: the twin of transactions.mjs. */
final class Transactions {
    private Transactions() {}

    static void watch(Replica replica) {
        for (TransactionPhase phase : TransactionPhase.values()) {
            replica.doc()
                    .onTransaction(
                            phase, transaction -> replica.note("at " + describe(phase, transaction, replica.undo())));
        }
        replica.doc()
                .onAllTransactions(all -> replica.noteOutside("at afterAllTransactions "
                        + all.stream()
                                .map(each -> replica.undo().origin(each.origin()))
                                .collect(joining(","))));
    }

    private static String describe(TransactionPhase phase, Transaction transaction, Undo undo) {
        return switch (phase) {
            case BEFORE_ALL -> "beforeAllTransactions";
            case BEFORE ->
                "beforeTransaction local=" + transaction.local() + " origin=" + undo.origin(transaction.origin());
            case BEFORE_OBSERVERS ->
                "beforeObserverCalls deleted=" + Undo.print(transaction.deleteSet()) + " changed="
                        + print(transaction.changed(), keys -> Canonical.print(new ArrayList<>(keys)));
            case AFTER_OBSERVERS -> "afterTransaction around=" + print(transaction.changedParentTypes(), List::size);
            case AFTER_CLEAN_UP ->
                "afterTransactionCleanup " + print(transaction.beforeState()) + " to "
                        + print(transaction.afterState());
        };
    }

    private static <T> String print(Map<SharedType, T> types, Function<T, Object> printOne) {
        return types.entrySet().stream()
                .map(entry -> Canonical.kindOf(entry.getKey()) + printOne.apply(entry.getValue()))
                .collect(joining(","));
    }

    private static String print(StateVector clocks) {
        return clocks.toMap().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(joining(","));
    }
}
