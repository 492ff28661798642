package dev.collab4j.core;

import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.event.ListenerList;
import dev.collab4j.core.internal.history.RedoRules;
import dev.collab4j.core.internal.history.Reverter;
import dev.collab4j.core.internal.history.Scope;
import dev.collab4j.core.internal.history.Step;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes back edits of one user, and does them again, while others go on editing. What others did stays.
 *
 * <p><b>What becomes a step.</b> At the end of a transaction that changed one of the types in scope, or something in
 * them, and whose origin is tracked, all that it inserted and deleted is put on the undo stack, and the redo stack is
 * cleared. By default the origin null is tracked: edits without an origin. Updates applied with an origin that isn't
 * tracked are never undone. An edit that comes sooner than the capture timeout after the last one belongs to its step.
 * Several managers, for several users or several types, may look after one document.
 *
 * <p><b>Undo and redo.</b> What the step inserted and still lives is deleted; what it deleted is inserted again, as a
 * copy at the same place, types with all that was deleted with them. A step that has nothing left to change is dropped
 * and the one before it is taken. Values of keys come back only if no other replica has set a newer one. The
 * transaction has the manager as its origin and becomes a step of the other stack.
 *
 * <p><b>Memory.</b> What tracked edits delete is kept, though the document may collect garbage, and stays in what it
 * encodes; {@link #clear()} lifts that, but only what is deleted from then on is collected. So replicas with undo
 * managers encode differently from those without, as in Yjs.
 *
 * <p>May be used from any thread: each call holds the lock of the document, and so do listeners and filters. After
 * {@link #close()} nothing becomes a step any more; what is on the stacks can still be undone.
 */
public final class UndoManager implements AutoCloseable {
    private final Doc doc;
    private final UndoOptions options;
    private final Scope scope;
    private final Set<@Nullable Object> trackedOrigins;
    private final List<StackItem> undoStack = new ArrayList<>();
    private final List<StackItem> redoStack = new ArrayList<>();
    private final Reverter reverter;
    private final ListenerList<UndoListener> added = new ListenerList<>();
    private final ListenerList<UndoListener> updated = new ListenerList<>();
    private final ListenerList<UndoListener> popped = new ListenerList<>();
    private final ListenerList<StackClearedListener> cleared = new ListenerList<>();
    private final Subscription transactions;
    private boolean undoing;
    private boolean redoing;
    private @Nullable StackItem current;
    private boolean capturing;
    private long lastChange;

    /**
     * Undoes edits of some types, with the default options.
     *
     * @param type a type of the document
     * @param more further types of the same document
     * @throws IllegalArgumentException if they belong to several documents
     */
    public UndoManager(SharedType type, SharedType... more) {
        this(UndoOptions.builder().build(), type, more);
    }

    /**
     * Undoes edits of some types.
     *
     * @param options not null
     * @param type a type of the document
     * @param more further types of the same document
     * @throws IllegalArgumentException if they belong to several documents
     */
    public UndoManager(UndoOptions options, SharedType type, SharedType... more) {
        this(type.doc(), options, listOf(type, more));
    }

    /**
     * Undoes all edits of a document, with the default options.
     *
     * @param doc not null
     */
    public UndoManager(Doc doc) {
        this(doc, UndoOptions.builder().build());
    }

    /**
     * Undoes all edits of a document.
     *
     * @param doc not null
     * @param options not null
     */
    public UndoManager(Doc doc, UndoOptions options) {
        this(doc, options, Scope.ofDocument());
    }

    /**
     * Undoes edits of some types, none to begin with if the collection is empty.
     *
     * @param doc not null
     * @param options not null
     * @param types of that document
     * @throws IllegalArgumentException if one of them belongs to another document
     */
    public UndoManager(Doc doc, UndoOptions options, Collection<? extends SharedType> types) {
        this(doc, options, Scope.of(branches(doc, types)));
    }

    private UndoManager(Doc doc, UndoOptions options, Scope scope) {
        this.doc = Objects.requireNonNull(doc, "doc");
        this.options = Objects.requireNonNull(options, "options");
        this.scope = scope;
        trackedOrigins = new HashSet<>(options.trackedOrigins());
        trackedOrigins.add(this);
        reverter =
                new Reverter(scope, new Rules(), item -> options.deleteFilter().mayDelete(ItemView.of(doc, item)));
        transactions = doc.onTransaction(this::afterTransaction);
    }

    private static List<SharedType> listOf(SharedType type, SharedType[] more) {
        List<SharedType> types = new ArrayList<>(List.of(more));
        types.add(0, type);
        return types;
    }

    private static List<Branch> branches(Doc doc, Collection<? extends SharedType> types) {
        List<Branch> branches = new ArrayList<>(types.size());
        for (SharedType type : types) {
            if (type.doc != doc) {
                throw new IllegalArgumentException("A type of another document can't be undone here");
            }
            branches.add(type.branch);
        }
        return branches;
    }

    /**
     * Takes back the last step that still has something to change.
     *
     * @return that step, or null if there was none
     */
    public @Nullable StackItem undo() {
        return doc.look(() -> {
            undoing = true;
            try {
                return pop(undoStack, UndoEvent.Type.UNDO);
            } finally {
                undoing = false;
            }
        });
    }

    /**
     * Does again what was undone last.
     *
     * @return the step that was taken from the redo stack, or null if there was none with something to change
     */
    public @Nullable StackItem redo() {
        return doc.look(() -> {
            redoing = true;
            try {
                return pop(redoStack, UndoEvent.Type.REDO);
            } finally {
                redoing = false;
            }
        });
    }

    private @Nullable StackItem pop(List<StackItem> stack, UndoEvent.Type type) {
        try {
            TransactionState transaction = doc.transact(this, true, state -> {
                revertUntilChanged(state, stack);
                return state;
            });
            StackItem item = current;
            if (item != null) {
                tell(popped, item, type, this, transaction);
            }
            return item;
        } finally {
            current = null;
        }
    }

    private void revertUntilChanged(TransactionState transaction, List<StackItem> stack) {
        while (!stack.isEmpty() && current == null) {
            StackItem item = stack.remove(stack.size() - 1);
            if (reverter.revert(transaction, item.step())) {
                current = item;
            }
        }
    }

    private final class Rules implements RedoRules {
        @Override
        public boolean ignoreRemoteMapChanges() {
            return options.ignoreRemoteMapChanges();
        }

        @Override
        public boolean isDeletedByAnyStep(long client, int clock) {
            return isDeletedBy(undoStack, client, clock) || isDeletedBy(redoStack, client, clock);
        }

        private boolean isDeletedBy(List<StackItem> stack, long client, int clock) {
            return stack.stream().anyMatch(item -> item.step().deletions().contains(client, clock));
        }
    }

    private void afterTransaction(Transaction transaction) {
        TransactionState state = transaction.state();
        if (options.captureFilter().captures(transaction) && scope.isChangedBy(state) && isTracked(state.origin)) {
            capture(state);
        }
    }

    private boolean isTracked(@Nullable Object origin) {
        return trackedOrigins.contains(origin)
                || trackedOrigins.stream().anyMatch(tracked -> tracked instanceof Class<?> c && c.isInstance(origin));
    }

    private void capture(TransactionState transaction) {
        if (undoing) {
            stopCapturing();
        } else if (isEdited()) {
            clear(false, true);
        }
        Step step = Step.of(transaction);
        List<StackItem> stack = undoing ? redoStack : undoStack;
        boolean joined = put(step, stack);
        step.keepDeleted(transaction, scope, true);
        UndoEvent.Type type = undoing ? UndoEvent.Type.REDO : UndoEvent.Type.UNDO;
        tell(joined ? updated : added, stack.get(stack.size() - 1), type, transaction.origin, transaction);
    }

    private boolean isEdited() {
        return !undoing && !redoing;
    }

    /** Returns whether {@code step} became part of the last one. */
    private boolean put(Step step, List<StackItem> stack) {
        long now = options.millis();
        boolean joins = isEdited() && capturing && !stack.isEmpty() && options.isWithinTimeout(now - lastChange);
        if (joins) {
            stack.get(stack.size() - 1).append(step);
        } else {
            stack.add(new StackItem(step));
        }
        if (isEdited()) {
            capturing = true;
            lastChange = now;
        }
        return joins;
    }

    private void tell(
            ListenerList<UndoListener> listeners,
            StackItem item,
            UndoEvent.Type type,
            @Nullable Object origin,
            TransactionState transaction) {
        if (listeners.isEmpty()) {
            return;
        }
        UndoEvent event = new UndoEvent(this, item, type, origin, changedTypes(transaction));
        ErrorSink errors = new ErrorSink();
        listeners.forEach(listener -> errors.run(() -> listener.onUndoEvent(event)));
        errors.throwFirst();
    }

    private Set<SharedType> changedTypes(TransactionState transaction) {
        Set<SharedType> changed = new LinkedHashSet<>();
        for (Branch branch : transaction.changedParentTypes()) {
            if (branch.typeRef().kind() != TypeRef.UNTYPED) {
                changed.add(doc.view(branch));
            }
        }
        return Collections.unmodifiableSet(changed);
    }

    /**
     * Whether there are steps to undo. They may turn out to have nothing left to change.
     *
     * @return true if the undo stack isn't empty
     */
    public boolean canUndo() {
        return doc.look(() -> !undoStack.isEmpty());
    }

    /**
     * Whether there are steps to redo. They may turn out to have nothing left to change.
     *
     * @return true if the redo stack isn't empty
     */
    public boolean canRedo() {
        return doc.look(() -> !redoStack.isEmpty());
    }

    /** Forgets all steps. What they deleted may be collected from now on, once it is deleted again. */
    public void clear() {
        clear(true, true);
    }

    /**
     * Forgets steps. Nothing happens, and no listener is called, if there are none of the kinds wanted.
     *
     * @param clearUndoStack whether to forget what can be undone
     * @param clearRedoStack whether to forget what can be redone
     */
    public void clear(boolean clearUndoStack, boolean clearRedoStack) {
        doc.look(() -> {
            if ((clearUndoStack && canUndo()) || (clearRedoStack && canRedo())) {
                doc.transact(null, true, transaction -> {
                    clear(transaction, clearUndoStack, clearRedoStack);
                    return true;
                });
            }
            return true;
        });
    }

    private void clear(TransactionState transaction, boolean clearUndoStack, boolean clearRedoStack) {
        if (clearUndoStack) {
            clear(transaction, undoStack);
        }
        if (clearRedoStack) {
            clear(transaction, redoStack);
        }
        ErrorSink errors = new ErrorSink();
        cleared.forEach(listener -> errors.run(() -> listener.onStackCleared(clearUndoStack, clearRedoStack)));
        errors.throwFirst();
    }

    private void clear(TransactionState transaction, List<StackItem> stack) {
        stack.forEach(item -> item.step().keepDeleted(transaction, scope, false));
        stack.clear();
    }

    /** Lets the next edit begin a step, however soon it follows. */
    public void stopCapturing() {
        doc.look(() -> {
            capturing = false;
            return true;
        });
    }

    /**
     * Looks after further types from now on, also in undoing older steps.
     *
     * @param types of this document
     * @throws IllegalArgumentException if one of them belongs to another document; the scope is as it was
     */
    public void addToScope(SharedType... types) {
        List<Branch> branches = branches(doc, List.of(types));
        doc.look(() -> {
            branches.forEach(scope::add);
            return true;
        });
    }

    /** Looks after the whole document from now on, also in undoing older steps. */
    public void addDocToScope() {
        doc.look(() -> {
            scope.addDocument();
            return true;
        });
    }

    /**
     * Undoes transactions of this origin too, from now on.
     *
     * @param origin any object, or a {@link Class} for all its instances; may be null
     */
    public void addTrackedOrigin(@Nullable Object origin) {
        doc.look(() -> trackedOrigins.add(origin));
    }

    /**
     * Doesn't undo transactions of this origin any more. What is on the stacks stays there.
     *
     * @param origin as it was added; may be null
     */
    public void removeTrackedOrigin(@Nullable Object origin) {
        doc.look(() -> trackedOrigins.remove(origin));
    }

    /**
     * Returns the steps that can be undone, the next one last.
     *
     * @return a copy
     */
    public List<StackItem> undoStack() {
        return doc.look(() -> List.copyOf(undoStack));
    }

    /**
     * Returns the steps that can be redone, the next one last.
     *
     * @return a copy
     */
    public List<StackItem> redoStack() {
        return doc.look(() -> List.copyOf(redoStack));
    }

    /**
     * Whether an undo is going on, for observers of what it changes.
     *
     * @return true within {@link #undo()}
     */
    public boolean isUndoing() {
        return doc.look(() -> undoing);
    }

    /**
     * Whether a redo is going on, for observers of what it changes.
     *
     * @return true within {@link #redo()}
     */
    public boolean isRedoing() {
        return doc.look(() -> redoing);
    }

    /**
     * Returns the step that is being undone or redone, for observers of what it changes.
     *
     * @return null if none is
     */
    public @Nullable StackItem currentStackItem() {
        return doc.look(() -> current);
    }

    /**
     * Returns the document that this manager looks after.
     *
     * @return the document
     */
    public Doc doc() {
        return doc;
    }

    /**
     * Registers a listener for new steps on either stack: each edit that begins one, each undo and each redo.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onStackItemAdded(UndoListener listener) {
        return added.add(Objects.requireNonNull(listener, "listener"))::remove;
    }

    /**
     * Registers a listener for edits that became part of the last step.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onStackItemUpdated(UndoListener listener) {
        return updated.add(Objects.requireNonNull(listener, "listener"))::remove;
    }

    /**
     * Registers a listener for steps that were undone or redone; it is called after all observers of what this
     * changed, while {@link #currentStackItem()} is still that step. It must not undo or redo: that is under way.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onStackItemPopped(UndoListener listener) {
        return popped.add(Objects.requireNonNull(listener, "listener"))::remove;
    }

    /**
     * Registers a listener for {@link #clear}, which each edit that begins a step or joins one brings about if there is
     * something to redo.
     *
     * @param listener not null
     * @return closing it takes the listener off
     */
    public Subscription onStackCleared(StackClearedListener listener) {
        return cleared.add(Objects.requireNonNull(listener, "listener"))::remove;
    }

    /**
     * Stops taking edits as steps, and forgets all listeners: what Yjs calls destroy. The stacks stay, and what they
     * deleted stays kept: call {@link #clear()} before if they aren't needed any more. Closing again does nothing.
     */
    @Override
    public void close() {
        transactions.close();
        removeTrackedOrigin(this);
        added.clear();
        updated.clear();
        popped.clear();
        cleared.clear();
    }
}
