package dev.collab4j.core.internal.edit;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.integrate.Deleter;
import dev.collab4j.core.internal.lib0.JsOrder;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.FormatMark;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Local edits of one text, at a position that goes through it from left to right. Attributes and contents have been
 * taken in by {@link Values} before.
 */
public final class TextEdit {
    private final TransactionState transaction;
    private final ListPosition position;

    private TextEdit(TransactionState transaction, ListPosition position) {
        this.transaction = transaction;
        this.position = position;
    }

    /** An edit at {@code index}, or at the end if that comes first. */
    public static TextEdit at(TransactionState transaction, Branch text, int index) {
        return new TextEdit(transaction, ListPosition.find(transaction, text, index));
    }

    public static TextEdit atStart(TransactionState transaction, Branch text) {
        return new TextEdit(transaction, ListPosition.atStart(text));
    }

    public boolean isAtEnd() {
        return position.right == null;
    }

    /** The attributes in force here. */
    public Map<String, @Nullable Object> attributes() {
        return position.attributes().isEmpty() ? Map.of() : new LinkedHashMap<>(position.attributes());
    }

    /**
     * Inserts one item with these attributes and no others, and goes behind it.
     *
     * @param content as {@code Integrator.insert} takes it
     */
    public Item insert(byte kind, Object content, Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> wanted = position.attributes().isEmpty() ? attributes : andNoOthers(attributes);
        skipWhatFits(wanted);
        Map<String, @Nullable Object> negated = begin(wanted);
        Item item = position.insert(transaction, kind, content);
        end(negated);
        return item;
    }

    private Map<String, @Nullable Object> andNoOthers(Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>(attributes);
        for (String key : position.attributes().keySet()) {
            if (!Attributes.isDefined(wanted, key)) {
                wanted.put(key, null);
            }
        }
        return wanted;
    }

    /** Inserts a copy of a type with these attributes and no others, and goes behind it. */
    public void insertCopy(TypeCopy copy, Map<String, @Nullable Object> attributes) {
        copy.writeTo(transaction, insert(Content.TYPE, copy.type(), attributes).branch());
    }

    /** Deletes up to {@code length} elements, and the formats that became superfluous, and goes behind them. */
    public void delete(int length) {
        Map<String, @Nullable Object> before = attributes();
        Item start = position.right;
        int rest = length;
        while (rest > 0 && position.right != null) {
            rest -= deleteUpTo(position.right, rest);
            position.forward();
        }
        if (start != null && FormatGap.holdsFormats(start)) {
            FormatGap.cleanUp(transaction, start, position.right, before, position.ownAttributes());
        }
    }

    private int deleteUpTo(Item item, int most) {
        boolean text = item.kind == Content.STRING || item.kind == Content.EMBED || item.kind == Content.TYPE;
        if (item.isDeleted() || !text) {
            return 0;
        }
        splitIfLonger(item, most);
        Deleter.delete(transaction, item);
        return item.length;
    }

    /** Gives {@code length} elements these attributes and goes behind them; past the end newlines are appended. */
    public void format(int length, Map<String, @Nullable Object> attributes) {
        skipWhatFits(attributes);
        Map<String, @Nullable Object> negated = begin(attributes);
        int rest = length;
        for (Item item = position.right; item != null && reaches(item, rest, negated); item = position.right) {
            if (item.kind == Content.FORMAT && !item.isDeleted()) {
                if (!overrule(item, rest, attributes, negated)) {
                    break;
                }
            } else if (!item.isDeleted()) {
                splitIfLonger(item, rest);
                rest -= item.length;
            }
            position.forward();
        }
        if (rest > 0) {
            position.insert(transaction, Content.STRING, "\n".repeat(rest));
        }
        end(negated);
    }

    /** Goes on behind the last element while there are formats, so that none is negated that ends there anyway. */
    private static boolean reaches(Item item, int rest, Map<String, @Nullable Object> negated) {
        return rest > 0 || (!negated.isEmpty() && (item.isDeleted() || item.kind == Content.FORMAT));
    }

    /** Deletes a format that the new attributes replace; false if it begins behind the last element and stays. */
    private boolean overrule(
            Item item, int rest, Map<String, @Nullable Object> attributes, Map<String, @Nullable Object> negated) {
        FormatMark format = item.format();
        if (!Attributes.isDefined(attributes, format.key)) {
            return true;
        }
        if (JsEquality.equal(attributes.get(format.key), format.value)) {
            negated.remove(format.key);
        } else if (rest == 0) {
            return false;
        } else {
            negated.put(format.key, format.value);
        }
        Deleter.delete(transaction, item);
        return true;
    }

    private void splitIfLonger(Item item, int most) {
        if (most < item.length) {
            transaction.store.split(transaction, item, most);
        }
    }

    /** Goes over tombstones, and over formats that say what is wanted anyway. */
    private void skipWhatFits(Map<String, @Nullable Object> wanted) {
        while (position.right != null && fits(position.right, wanted)) {
            position.forward();
        }
    }

    private static boolean fits(Item item, Map<String, @Nullable Object> wanted) {
        if (item.isDeleted() || item.kind != Content.FORMAT) {
            return item.isDeleted();
        }
        FormatMark format = item.format();
        return JsEquality.equal(Attributes.get(wanted, format.key), format.value);
    }

    /** Writes the formats that make the attributes what is wanted, and returns what they were. */
    private Map<String, @Nullable Object> begin(Map<String, @Nullable Object> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> negated = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> entry : JsOrder.sorted(wanted).entrySet()) {
            String key = entry.getKey();
            Object current = Attributes.get(position.attributes(), key);
            if (!JsEquality.equal(current, entry.getValue())) {
                negated.put(key, current);
                insertFormat(key, entry.getValue());
            }
        }
        return negated;
    }

    /** Writes the formats that give the attributes their old values back. */
    private void end(Map<String, @Nullable Object> negated) {
        while (position.right != null && isNegatedBy(position.right, negated)) {
            if (!position.right.isDeleted()) {
                negated.remove(position.right.format().key);
            }
            position.forward();
        }
        negated.forEach(this::insertFormat);
    }

    private static boolean isNegatedBy(Item item, Map<String, @Nullable Object> negated) {
        if (item.isDeleted() || item.kind != Content.FORMAT) {
            return item.isDeleted();
        }
        FormatMark format = item.format();
        return JsEquality.equal(negated.getOrDefault(format.key, Undefined.INSTANCE), format.value);
    }

    private void insertFormat(String key, @Nullable Object value) {
        position.insert(transaction, Content.FORMAT, new FormatMark(key, value));
    }
}
