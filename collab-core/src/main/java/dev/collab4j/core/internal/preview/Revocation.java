package dev.collab4j.core.internal.preview;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.integrate.DecodedUpdate;
import dev.collab4j.core.internal.integrate.Integrator;
import dev.collab4j.core.internal.integrate.UpdateApplier;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the ids of an update, and nothing of its content: what it inserts comes deleted, at the place where its writer
 * has it, so that what that one writes beside it finds its neighbours. What keys had is set again behind what the update
 * has set.
 */
public final class Revocation {
    private final DecodedUpdate emptied;
    private final List<Item> values;

    private Revocation(DecodedUpdate emptied, List<Item> values) {
        this.emptied = emptied;
        this.values = values;
    }

    /**
     * Prepares it; null if what the update takes away can't be given back: elements of lists and marks of formats are
     * gone for those who have deleted them, as are types and what is in them. Neither may anything wait, or come into
     * effect with it, nor may it be written in the name of this document.
     */
    public static @Nullable Revocation of(StructStore store, Preview preview, DecodedUpdate update) {
        if (preview.waits() || preview.unlocks()) {
            return null;
        }
        List<Block> fresh = update.blocks().stream()
                .filter(block -> block.end() > store.state(block.client()))
                .toList();
        Losses losses = new Losses();
        preview.tell(losses);
        if (losses.areFinal || fresh.stream().anyMatch(block -> block.client() == store.clientId())) {
            return null;
        }
        List<Block> emptied = fresh.stream().map(Block::withoutContent).toList();
        return new Revocation(new DecodedUpdate(emptied, emptied.size(), update.deletes()), losses.values);
    }

    /** Does it, in a transaction of its own. */
    public void run(TransactionState transaction, UpdateApplier applier) {
        applier.apply(transaction, emptied);
        if (!values.isEmpty()) {
            transaction.local = true; // what follows is written here
            values.forEach(value -> setAgain(transaction, value));
        }
    }

    private static void setAgain(TransactionState transaction, Item value) {
        Item last = value.parent.tail(Objects.requireNonNull(value.key));
        Integrator.insertCopy(transaction, value.parent, last, null, value);
    }

    /** What would be lost. */
    private static final class Losses implements EffectSink {
        private final List<Item> values = new ArrayList<>();
        private boolean areFinal;

        @Override
        public void accept(Place place, Effect effect, Tally elements) {
            switch (effect) {
                case DELETE -> areFinal = true;
                case FORMAT -> areFinal |= place.isUnformatted;
                case KEY_UPDATE, KEY_DELETE -> lose(Objects.requireNonNull(place.old()));
                case INSERT, KEY_ADD -> {}
            }
        }

        private void lose(Item value) {
            areFinal |= value.kind == Content.TYPE || value.kind == Content.DOC;
            values.add(value);
        }
    }
}
