package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.integrate.Deleter;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Redone;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Takes back a step: deletes what it added and puts back what it deleted, as far as the rules of Yjs allow it. */
public final class Reverter {
    private final Scope scope;
    private final RedoRules rules;
    private final Predicate<Item> mayDelete;

    /** The last predicate is asked for each living item that was added, the last one first. */
    public Reverter(Scope scope, RedoRules rules, Predicate<Item> mayDelete) {
        this.scope = scope;
        this.rules = rules;
        this.mayDelete = mayDelete;
    }

    /** Returns whether anything was changed. */
    public boolean revert(TransactionState transaction, Step step) {
        Predicate<Item> inScope = scope.test();
        List<Item> added = livingInsertions(transaction, step, inScope);
        Set<Item> deleted = deletions(transaction, step, inScope);
        Redo redo = new Redo(transaction, deleted, step.insertions(), rules);
        boolean changed = false;
        for (Item item : deleted) {
            changed |= redo.redo(item);
        }
        changed |= delete(transaction, added);
        return changed;
    }

    private static List<Item> livingInsertions(TransactionState transaction, Step step, Predicate<Item> inScope) {
        List<Item> living = new ArrayList<>();
        transaction.store.forEach(transaction, step.insertions(), struct -> {
            if (newest(transaction, struct) instanceof Item item && !item.isDeleted() && inScope.test(item)) {
                living.add(item);
            }
        });
        return living;
    }

    private static Struct newest(TransactionState transaction, Struct struct) {
        if (!(struct instanceof Item item) || !item.isRedone()) {
            return struct;
        }
        RedoneChain.End end = RedoneChain.follow(item.log, item.clock);
        return end.offset() == 0
                ? end.struct()
                : RedoneChain.cut(transaction, new Redone(end.struct().log, end.struct().clock + end.offset()));
    }

    /** What was added and deleted in one step stays deleted. */
    private static Set<Item> deletions(TransactionState transaction, Step step, Predicate<Item> inScope) {
        Set<Item> deleted = new LinkedHashSet<>(); // items are equal only to themselves
        transaction.store.forEach(transaction, step.deletions(), struct -> {
            if (struct instanceof Item item
                    && inScope.test(item)
                    && !step.insertions().contains(item.log.client, item.clock)) {
                deleted.add(item);
            }
        });
        return deleted;
    }

    /** From the last one on, so that children are asked for before what they are in. */
    private boolean delete(TransactionState transaction, List<Item> items) {
        boolean changed = false;
        for (int i = items.size() - 1; i >= 0; i--) {
            if (mayDelete.test(items.get(i))) {
                Deleter.delete(transaction, items.get(i));
                changed = true;
            }
        }
        return changed;
    }
}
