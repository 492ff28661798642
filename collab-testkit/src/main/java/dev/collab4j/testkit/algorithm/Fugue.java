package dev.collab4j.testkit.algorithm;

import dev.collab4j.testkit.simulation.Replica;
import dev.collab4j.testkit.simulation.TextOp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fugue as a tree: a character is the right child of the one to its left if that one has no right child yet, else the
 * left child of the one to its right; children of one side are in the order of their ids, and the text is the tree read
 * from left to right. Needs causal order. After M. Weidner and M. Kleppmann, "The Art of the Fugue: Minimizing
 * Interleaving in Collaborative Text Editing", IEEE Transactions on Parallel and Distributed Systems 36(11), 2025
 * (arXiv:2305.00583).
 */
public final class Fugue implements Replica<TextOp, Fugue.Message> {
    /**
     * Tells characters apart.
     *
     * @param replica who wrote it
     * @param counter how many that one wrote before; -1 for the root of the tree
     */
    public record Id(int replica, int counter) {
        private static final Id ROOT = new Id(0, -1);
        private static final Comparator<Id> ORDER =
                Comparator.comparingInt(Id::replica).thenComparingInt(Id::counter);
    }

    /**
     * A character is inserted, or deleted.
     *
     * @param id of the character
     * @param parent where it hangs in the tree; null to delete it
     * @param left whether it is a left child
     * @param text the character; empty to delete it
     */
    public record Message(Id id, @Nullable Id parent, boolean left, String text) {}

    /** A character in the tree; without text it is deleted. */
    private static final class Node {
        final Id id;
        final List<Node> left = new ArrayList<>();
        final List<Node> right = new ArrayList<>();
        String text;

        Node(Id id, String text) {
            this.id = id;
            this.text = text;
        }

        private void add(Node child, boolean toTheLeft) {
            List<Node> children = toTheLeft ? left : right;
            children.add(child);
            children.sort(Comparator.comparing(each -> each.id, Id.ORDER));
        }
    }

    private final int replica;
    private final Map<Id, Node> nodes = new HashMap<>();
    private int counter;

    /**
     * An empty one.
     *
     * @param replica its id
     */
    public Fugue(int replica) {
        this.replica = replica;
        nodes.put(Id.ROOT, new Node(Id.ROOT, ""));
    }

    @Override
    public List<Message> edit(TextOp op) {
        List<Message> messages = new ArrayList<>();
        if (op instanceof TextOp.Insert insert) {
            int index = insert.index(visible(inOrder()).size());
            for (String character : insert.characters()) {
                messages.add(insert(index++, character));
                receive(messages.get(messages.size() - 1));
            }
        } else if (op instanceof TextOp.Delete delete) {
            List<Node> visible = visible(inOrder());
            int start = delete.index(visible.size());
            visible.subList(start, start + delete.countIn(visible.size()))
                    .forEach(node -> messages.add(new Message(node.id, null, false, "")));
            messages.forEach(this::receive);
        }
        return messages;
    }

    private Message insert(int index, String character) {
        List<Node> order = inOrder();
        List<Node> visible = visible(order);
        Node left = index == 0 ? node(Id.ROOT) : visible.get(index - 1);
        Id id = new Id(replica, counter);
        return left.right.isEmpty()
                ? new Message(id, left.id, false, character)
                : new Message(id, order.get(order.indexOf(left) + 1).id, true, character);
    }

    @Override
    public void receive(Message message) {
        if (message.parent == null) {
            node(message.id).text = "";
        } else if (!nodes.containsKey(message.id)) {
            Node node = new Node(message.id, message.text);
            nodes.put(node.id, node);
            node(message.parent).add(node, message.left);
            counter = Math.max(counter, message.id.replica == replica ? message.id.counter + 1 : 0);
        }
    }

    private Node node(Id id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException(id + " isn't here yet");
        }
        return node;
    }

    private static List<Node> visible(List<Node> order) {
        return order.stream().filter(node -> !node.text.isEmpty()).toList();
    }

    /** All nodes from left to right, by a stack of its own because the tree of a long text is deep. */
    private List<Node> inOrder() {
        List<Node> order = new ArrayList<>(nodes.size());
        Deque<Visit> open = new ArrayDeque<>();
        open.push(new Visit(node(Id.ROOT), false));
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            if (visit.leftIsDone) {
                order.add(visit.node);
                pushAll(open, visit.node.right);
            } else {
                open.push(new Visit(visit.node, true));
                pushAll(open, visit.node.left);
            }
        }
        return order;
    }

    private record Visit(Node node, boolean leftIsDone) {}

    private static void pushAll(Deque<Visit> open, List<Node> nodes) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            open.push(new Visit(nodes.get(i), false));
        }
    }

    @Override
    public String view() {
        StringBuilder text = new StringBuilder();
        inOrder().forEach(node -> text.append(node.text));
        return text.toString();
    }

    @Override
    public Object state() {
        List<Object> state = new ArrayList<>();
        inOrder().forEach(node -> {
            node.left.forEach(child -> state.add(new Message(child.id, node.id, true, child.text)));
            node.right.forEach(child -> state.add(new Message(child.id, node.id, false, child.text)));
        });
        return state;
    }
}
