package dev.collab4j.core.internal.edit;

import dev.collab4j.core.internal.commit.Transactor;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clean-up of formats after changes from outside. */
public final class Formats {
    private final TransactionState done;
    private final Set<Branch> toCleanUp = new LinkedHashSet<>();

    private Formats(TransactionState done) {
        this.done = done;
    }

    /** Deletes formats that {@code done} made superfluous, in a transaction of its own. */
    public static void cleanUpAfter(TransactionState done, Transactor transactor) {
        Formats formats = new Formats(done);
        formats.findTextsWithNewFormats();
        transactor.transact(null, true, transaction -> {
            done.store.forEach(done, done.deleteSet, struct -> formats.cleanUpDeletion(transaction, struct));
            formats.toCleanUp.forEach(text -> cleanUp(transaction, text));
            return Boolean.TRUE;
        });
    }

    /**
     * Yjs gives the clock that a client reached where a length is due, so it looks further than it needs to. Which
     * texts it finds decides which formats go, hence the same here.
     */
    private void findTextsWithNewFormats() {
        for (ClientLog log : done.grownLogs()) {
            long length = done.afterClock(log);
            done.store.forEach(done, log, done.beforeClock(log), length, struct -> {
                if (struct instanceof Item item && FormatGap.isFormat(item)) {
                    toCleanUp.add(item.parent);
                }
            });
        }
    }

    private void cleanUpDeletion(TransactionState transaction, Struct struct) {
        if (!(struct instanceof Item item) || !item.parent.hasFormatting || toCleanUp.contains(item.parent)) {
            return;
        }
        if (item.kind == Content.FORMAT) {
            toCleanUp.add(item.parent);
        } else {
            FormatGap.cleanUpContextless(transaction, item);
        }
    }

    /**
     * Cleans up one text. Yjs offers every gap to its clean-up, but all behind the first start with the element
     * before them, where the clean-up ends at once: only the formats before the first element are ever examined.
     *
     * @return how many formats were deleted
     */
    public static int cleanUp(TransactionState transaction, Branch text) {
        Map<String, @Nullable Object> attributes = new HashMap<>();
        Item item = text.start;
        for (; item != null && !item.isVisible(); item = item.right) {
            if (FormatGap.isFormat(item)) {
                Attributes.apply(attributes, item.format());
            }
        }
        return item == null || text.start == null
                ? 0
                : FormatGap.cleanUp(transaction, text.start, item, Map.of(), attributes);
    }
}
