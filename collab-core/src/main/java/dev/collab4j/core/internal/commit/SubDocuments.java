package dev.collab4j.core.internal.commit;

import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.SubDocument;
import dev.collab4j.core.internal.store.TransactionState;

/** Documents inside a document: which ones there are once a transaction has ended. */
final class SubDocuments {
    private final StructStore store;
    private final Transactor transactor;
    private final CommitHooks hooks;

    SubDocuments(StructStore store, Transactor transactor, CommitHooks hooks) {
        this.store = store;
        this.transactor = transactor;
        this.hooks = hooks;
    }

    /** The last step of a transaction: those removed are destroyed. */
    void commit(TransactionState transaction) {
        transaction.subDocuments().added.forEach(document -> document.clientId = store.clientId());
        store.subDocuments().addAll(transaction.subDocuments().added);
        store.subDocuments().removeAll(transaction.subDocuments().removed);
        hooks.subDocumentsChanged(transaction);
        transaction.subDocuments().removed.forEach(this::destroy);
    }

    private void destroy(SubDocument removed) {
        replace(removed);
        hooks.destroyLater(removed);
    }

    /**
     * Lets {@code document} go: its item holds a fresh one from now on, which nobody has loaded. That is a transaction
     * of its own, even if the item is deleted and nothing changes: what an observer adds before it ends is sent by it
     * too, as in Yjs.
     */
    void replace(SubDocument document) {
        Item item = document.item;
        if (item == null) {
            return;
        }
        SubDocument fresh = document.copy(false);
        document.item = null;
        hooks.detached(document);
        fresh.item = item;
        if (item.kind == Content.DOC) {
            item.content = fresh;
        }
        transactor.transact(null, true, transaction -> exchange(transaction, document, fresh, item));
    }

    private static boolean exchange(TransactionState transaction, SubDocument document, SubDocument fresh, Item item) {
        transaction.subDocuments().removed.add(document);
        return item.isDeleted() || transaction.subDocuments().added.add(fresh);
    }
}
