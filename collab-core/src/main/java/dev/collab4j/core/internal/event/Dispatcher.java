package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls the observers of all types that a transaction changed: first those of the types, then those around them. */
public final class Dispatcher {
    /** Calls each observer within {@link ErrorSink#run}, so that one that throws doesn't keep the others from it. */
    public void callObservers(TransactionState transaction, ErrorSink errors) {
        Round round = new Round(transaction, errors);
        transaction.changed.forEach(round::callOwn);
        round.callDeep();
        round.events.forEach(ChangeEvent::close);
    }

    /** The events of one transaction. */
    private static final class Round {
        private final TransactionState transaction;
        private final ErrorSink errors;
        private final List<ChangeEvent> events = new ArrayList<>();
        private final Map<Branch, List<ChangeEvent>> around = new LinkedHashMap<>();

        Round(TransactionState transaction, ErrorSink errors) {
            this.transaction = transaction;
            this.errors = errors;
        }

        void callOwn(Branch type, Set<@Nullable String> changes) {
            byte kind = type.typeRef().kind();
            if (type.isDeleted() || kind == TypeRef.UNTYPED) {
                return;
            }
            if (isObserved(type)) {
                callOwn(new ChangeEvent(transaction, type, changes));
            }
            if (TypeRef.isText(kind) && type.hasFormatting && !transaction.local) {
                transaction.needsFormattingCleanup = true;
            }
        }

        private void callOwn(ChangeEvent event) {
            events.add(event);
            rise(event);
            Observers observers = Observers.find(event.target);
            if (observers != null) {
                observers.own().forEach(observer -> errors.run(() -> observer.accept(event)));
            }
        }

        private static boolean isObserved(Branch type) {
            Observers own = Observers.find(type);
            boolean observed = own != null && !own.own().isEmpty();
            for (Branch around = type; around != null && !observed; around = around.parent()) {
                Observers observers = Observers.find(around);
                observed = observers != null && !observers.deep().isEmpty();
            }
            return observed;
        }

        private void rise(ChangeEvent event) {
            for (Branch type = event.target; type != null; type = type.parent()) {
                Observers observers = Observers.find(type);
                if (observers != null && !observers.deep().isEmpty()) {
                    around.computeIfAbsent(type, t -> new ArrayList<>()).add(event);
                }
            }
        }

        void callDeep() {
            around.keySet().removeIf(Branch::isDeleted);
            around.forEach(this::callDeep);
        }

        private void callDeep(Branch type, List<ChangeEvent> candidates) {
            candidates.removeIf(event -> event.target.isDeleted());
            if (candidates.isEmpty()) {
                return;
            }
            candidates.forEach(event -> event.enter(type));
            candidates.sort(Comparator.comparingInt(ChangeEvent::depth));
            List<ChangeEvent> inOrder = List.copyOf(candidates);
            Observers.of(type).deep().forEach(observer -> errors.run(() -> observer.accept(inOrder)));
        }
    }
}
