package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.SmallMaps;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls the observers of all types that a transaction changed: first those of the types, then those around them. */
public final class Dispatcher {
    /** Calls each observer within {@link ErrorSink#run}, so that one that throws doesn't keep the others from it. */
    public void callObservers(TransactionState transaction, ErrorSink errors) {
        if (transaction.changed().isEmpty()) {
            return;
        }
        Round round = new Round(transaction, errors);
        transaction.events = round;
        for (Branch type : transaction.changed().keySet()) {
            round.callOwn(type);
        }
        round.callDeep();
    }

    /** All observers and listeners were called: what wasn't asked for can't be computed any more. */
    public void close(TransactionState transaction) {
        if (transaction.events instanceof Round round) {
            for (ChangeEvent event : round.events.values()) {
                event.close();
            }
            round.closed = true;
        }
    }

    /**
     * The events of each type that changed or that has a changed one in it, those whose observers have been called, in
     * the order of these calls.
     */
    public static Map<Branch, List<ChangeEvent>> eventsByType(TransactionState transaction) {
        Map<Branch, List<ChangeEvent>> all = new LinkedHashMap<>();
        if (transaction.events instanceof Round round) {
            for (Branch changed : transaction.notified) {
                ChangeEvent event = round.event(changed);
                for (Branch type = changed; type != null; type = type.parent()) {
                    all.computeIfAbsent(type, t -> new ArrayList<>(1)).add(event);
                }
            }
        }
        return all;
    }

    /** Whether anybody observes {@code type}, or all that is in a type around it. */
    public static boolean isObserved(Branch type) {
        Observers own = Observers.find(type);
        boolean observed = own != null && !own.own().isEmpty();
        for (Branch around = type; around != null && !observed; around = around.parent()) {
            Observers observers = Observers.find(around);
            observed = observers != null && !observers.deep().isEmpty();
        }
        return observed;
    }

    /** The events of one transaction. */
    private static final class Round {
        private final TransactionState transaction;
        private final ErrorSink errors;
        private Map<Branch, ChangeEvent> events = Collections.emptyMap();
        private Map<Branch, List<ChangeEvent>> around = Collections.emptyMap();
        private boolean closed;

        Round(TransactionState transaction, ErrorSink errors) {
            this.transaction = transaction;
            this.errors = errors;
        }

        /** The one event of a changed type. */
        ChangeEvent event(Branch type) {
            ChangeEvent event = events.get(type);
            if (event == null) {
                event = newEvent(type);
                events = SmallMaps.with(events, type, event);
            }
            return event;
        }

        private ChangeEvent newEvent(Branch type) {
            ChangeEvent event = new ChangeEvent(
                    transaction, type, transaction.changed().getOrDefault(type, Collections.emptySet()));
            if (closed) {
                event.close();
            }
            return event;
        }

        void callOwn(Branch type) {
            byte kind = type.typeRef().kind();
            if (type.isDeleted() || kind == TypeRef.UNTYPED) {
                return;
            }
            transaction.notified.add(type);
            if (isObserved(type)) {
                call(event(type));
            }
            if (TypeRef.isText(kind) && type.hasFormatting && !transaction.local) {
                transaction.needsFormattingCleanup = true;
            }
        }

        private void call(ChangeEvent event) {
            rise(event);
            Observers observers = Observers.find(event.target);
            if (observers != null) {
                observers.own().forEach(observer -> errors.run(() -> observer.accept(event)));
            }
        }

        private void rise(ChangeEvent event) {
            for (Branch type = event.target; type != null; type = type.parent()) {
                Observers observers = Observers.find(type);
                if (observers != null && !observers.deep().isEmpty()) {
                    around(type).add(event);
                }
            }
        }

        private List<ChangeEvent> around(Branch type) {
            List<ChangeEvent> inside = around.get(type);
            if (inside == null) {
                inside = new ArrayList<>();
                around = SmallMaps.with(around, type, inside);
            }
            return inside;
        }

        void callDeep() {
            if (around.isEmpty()) {
                return;
            }
            List<Branch> living =
                    around.keySet().stream().filter(type -> !type.isDeleted()).toList();
            living.forEach(type -> callDeep(type, around(type)));
        }

        private void callDeep(Branch type, List<ChangeEvent> candidates) {
            candidates.removeIf(event -> event.target.isDeleted());
            if (candidates.isEmpty()) {
                return;
            }
            Steps steps = new Steps();
            candidates.forEach(event -> event.enter(type, steps));
            if (candidates.size() > 1) {
                steps.findAll(candidates);
            }
            candidates.sort(Comparator.comparingInt(ChangeEvent::depth));
            List<ChangeEvent> inOrder = List.copyOf(candidates);
            Observers.of(type).deep().forEach(observer -> errors.run(() -> observer.accept(inOrder)));
        }
    }
}
