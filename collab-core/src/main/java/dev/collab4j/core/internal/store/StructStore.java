package dev.collab4j.core.internal.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The logs of all clients and the root types of one document. */
public final class StructStore {
    /** What is no client id. */
    public static final long NO_CLIENT = -1;

    private final Map<Long, ClientLog> logs = new LinkedHashMap<>();
    private final Map<String, Branch> roots = new LinkedHashMap<>();
    private final List<TransactionState> open = new ArrayList<>(1);
    /** What goes on mostly goes on in one log. */
    private @Nullable ClientLog lastFound;

    private final boolean gc;
    private final Set<SubDocument> subDocuments = new LinkedHashSet<>(0);
    /** Null until somebody takes a snapshot: nobody can edit an older state then. */
    private @Nullable CollectedMarks collectedMarks;
    /** Changed only under the monitor of this: a document around this one sets it too, which has a lock of its own. */
    private volatile long clientId;

    /** With {@link #NO_CLIENT} a random id is drawn when it is first needed: a JVM's first one takes 20 ms. */
    public StructStore(long clientId, boolean gc) {
        this.clientId = clientId;
        this.gc = gc;
    }

    /** Whether deleted content is collected. */
    public boolean isGc() {
        return gc;
    }

    /** The client whose ids local edits get. */
    public long clientId() {
        long id = clientId;
        return id == NO_CLIENT ? drawClientId() : id;
    }

    private synchronized long drawClientId() {
        while (clientId == NO_CLIENT || findLog(clientId) != null) {
            clientId = ClientIds.random();
        }
        return clientId;
    }

    public synchronized void clientId(long newClientId) {
        clientId = newClientId;
    }

    /** The log of the own client, null if it has none yet. */
    public @Nullable ClientLog ownLog() {
        return findLog(clientId);
    }

    /** Whether local edits get ids of {@code client}. */
    public boolean isOwn(long client) {
        return client == clientId;
    }

    /** The clients with at least one struct, in the order in which they were first seen. */
    public Collection<ClientLog> logs() {
        return logs.values();
    }

    public @Nullable ClientLog findLog(long client) {
        ClientLog known = lastFound;
        return known != null && known.client == client ? known : lookUp(client);
    }

    private @Nullable ClientLog lookUp(long client) {
        ClientLog log = logs.get(client);
        if (log != null) {
            lastFound = log;
        }
        return log;
    }

    /** The log of a client; it counts as seen from its first struct on. */
    public ClientLog log(long client) {
        ClientLog log = findLog(client);
        return log == null ? new ClientLog(client) : log;
    }

    /** The next clock of a client, 0 if it was never seen. */
    public int state(long client) {
        ClientLog log = findLog(client);
        return log == null ? 0 : log.state();
    }

    /** Tells the open transactions that {@code log} is about to grow. */
    public void touch(ClientLog log) {
        for (int i = 0; i < open.size(); i++) {
            open.get(i).touch(log);
        }
    }

    /** Adds a struct at the end of its log. */
    public void append(Struct struct) {
        ClientLog log = struct.log;
        touch(log);
        if (log.isEmpty()) {
            logs.put(log.client, log);
        }
        log.append(struct);
    }

    /** The documents inside this one, in the order in which they came. */
    public Set<SubDocument> subDocuments() {
        return subDocuments;
    }

    public Collection<Map.Entry<String, Branch>> roots() {
        return roots.entrySet();
    }

    public @Nullable Branch findRoot(String name) {
        return roots.get(name);
    }

    /** The root type of this name, without a type of its own if it is new. */
    public Branch root(String name) {
        Branch root = roots.get(name);
        if (root == null) {
            root = Branch.root(name);
            roots.put(name, root);
        }
        return root;
    }

    /** Begins to remember what is collected from now on, if nobody does; {@code deleted} is what is deleted now. */
    public CollectedMarks rememberMarks(IdRanges deleted) {
        if (collectedMarks == null || collectedMarks.isFull()) {
            collectedMarks = new CollectedMarks(deleted);
        }
        return collectedMarks;
    }

    /** The content of {@code item} is about to be collected. */
    public void collecting(Item item) {
        if (collectedMarks != null && item.kind == Content.FORMAT) {
            collectedMarks.add(item);
        }
    }

    /** An item has come without its content. */
    public void cameDeleted(Item tombstone) {
        if (collectedMarks != null) {
            collectedMarks.addUnknown(tombstone);
        }
    }

    /** Starts to tell {@code transaction} which logs grow. */
    public void open(TransactionState transaction) {
        open.add(transaction);
    }

    public void close(TransactionState transaction) {
        open.remove(transaction);
        transaction.close();
    }

    /** The struct that begins at {@code clock}, after a split if one is needed. */
    public Struct cleanStart(TransactionState transaction, ClientLog log, int clock) {
        Struct struct = findToCut(transaction, log, clock, clock);
        return struct.clock < clock && struct instanceof Item item
                ? split(transaction, item, clock - item.clock)
                : struct;
    }

    /** The struct that ends with {@code clock}, after a split if one is needed. */
    public Struct cleanEnd(TransactionState transaction, ClientLog log, int clock) {
        Struct struct = findToCut(transaction, log, clock, clock + 1);
        if (struct.end() != clock + 1 && struct instanceof Item item) {
            split(transaction, item, clock + 1 - item.clock);
        }
        return struct;
    }

    private static Struct findToCut(TransactionState transaction, ClientLog log, int clock, int at) {
        prepareCut(transaction, log, clock, at);
        return log.find(clock);
    }

    /**
     * Before the struct that holds {@code clock} is cut at {@code at}: text that was deleted in this transaction comes back
     * if it may have pairs of surrogates, since a cut through one changes what is seen before the end. That may cut any
     * tombstone.
     */
    public static void prepareCut(TransactionState transaction, ClientLog log, int clock, int at) {
        if (transaction.hasSeams()) {
            Struct struct = log.find(clock);
            if (struct.clock != at && struct.end() != at && mayHidePairs(struct)) {
                transaction.openSeams();
            }
        }
    }

    private static boolean mayHidePairs(Struct struct) {
        return struct instanceof Item item && item.mayHidePairs();
    }

    /**
     * Offers each struct of [clock, clock + length) to {@code action}, as far as the log goes, after a split at either
     * end if one is needed.
     */
    public void forEach(TransactionState transaction, ClientLog log, int clock, long length, Consumer<Struct> action) {
        long end = clock + length;
        cleanStart(transaction, log, clock);
        for (int next = clock; next < Math.min(end, log.state()); ) {
            Struct struct = log.find(next);
            if (end < struct.end()) {
                cleanStart(transaction, log, (int) end);
            }
            action.accept(struct);
            next = struct.end();
        }
    }

    /** Offers the structs of all {@code ranges} to {@code action}, as far as they are known. */
    public void forEach(TransactionState transaction, IdRanges ranges, Consumer<Struct> action) {
        for (Map.Entry<Long, IdRanges.Ranges> entry : ranges.entries()) {
            ClientLog log = findLog(entry.getKey());
            IdRanges.Ranges own = entry.getValue();
            for (int i = 0; log != null && i < own.size() && own.clock(i) < log.state(); i++) {
                forEach(transaction, log, (int) own.clock(i), own.length(i), action);
            }
        }
    }

    /** Cuts {@code item} at {@code offset} elements and returns the right part. */
    public Item split(TransactionState transaction, Item item, int offset) {
        Item right = split(item, offset);
        transaction.splits.add(right);
        return right;
    }

    /** The same, for one who looks after the boundary. */
    public static Item split(Item item, int offset) {
        Item right = item.splitAt(offset);
        item.log.insertSplit(item, right);
        Redone place = item.log.redone(item);
        if (place != null) {
            item.log.redone(right, place.plus(offset));
        }
        return right;
    }
}
