package dev.collab4j.testkit.algorithm;

import dev.collab4j.testkit.simulation.Replica;
import dev.collab4j.testkit.simulation.TextOp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replicated growable array, in the plainest form: each character comes after the one that its writer saw to the
 * left, and of several after the same one the youngest comes first. Needs causal order. After H.-G. Roh and others,
 * "Replicated abstract data types", Journal of Parallel and Distributed Computing 71(3), 2011.
 */
public final class Rga implements Replica<TextOp, Rga.Message> {
    /**
     * A Lamport time, which tells characters apart and says which one is younger.
     *
     * @param counter 1 or more
     * @param replica who wrote it
     */
    public record Id(int counter, int replica) {
        boolean isYoungerThan(Id other) {
            return counter > other.counter || (counter == other.counter && replica > other.replica);
        }
    }

    /**
     * A character is inserted, or deleted.
     *
     * @param id of the character
     * @param after the one to its left when it was written, null for the beginning
     * @param text the character, null to delete it
     */
    public record Message(
            Id id, @Nullable Id after, @Nullable String text) {}

    /** A character in its place; without text it is deleted. */
    private record Element(Id id, @Nullable String text) {}

    private final int replica;
    private final List<Element> list = new ArrayList<>();
    private int counter;

    /**
     * An empty one.
     *
     * @param replica its id
     */
    public Rga(int replica) {
        this.replica = replica;
    }

    @Override
    public List<Message> edit(TextOp op) {
        List<Element> visible = visible();
        List<Message> messages = new ArrayList<>();
        int index = op.index(visible.size());
        if (op instanceof TextOp.Insert insert) {
            Id left = index == 0 ? null : visible.get(index - 1).id;
            for (String character : insert.characters()) {
                Id id = new Id(++counter, replica);
                messages.add(new Message(id, left, character));
                left = id;
            }
        } else if (op instanceof TextOp.Delete delete) {
            visible.subList(index, index + delete.countIn(visible.size()))
                    .forEach(each -> messages.add(new Message(each.id, null, null)));
        }
        messages.forEach(this::receive);
        return messages;
    }

    @Override
    public void receive(Message message) {
        int known = indexOf(message.id);
        if (message.text == null) {
            list.set(known, new Element(message.id, null));
        } else if (known < 0) {
            int index = indexOf(message.after) + 1;
            while (index < list.size() && list.get(index).id.isYoungerThan(message.id)) {
                index++; // the tie-break
            }
            list.add(index, new Element(message.id, message.text));
            counter = Math.max(counter, message.id.counter);
        }
    }

    /** The place of a character, -1 if it isn't known, or null. */
    private int indexOf(@Nullable Id id) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).id.equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private List<Element> visible() {
        return list.stream().filter(each -> each.text != null).toList();
    }

    @Override
    public String view() {
        StringBuilder text = new StringBuilder();
        visible().forEach(each -> text.append(each.text));
        return text.toString();
    }

    @Override
    public Object state() {
        return list;
    }
}
