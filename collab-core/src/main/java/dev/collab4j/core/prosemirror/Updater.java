package dev.collab4j.core.prosemirror;

import dev.collab4j.core.Delta;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Makes a fragment hold what is wanted, and changes only what differs. A list of what is still to be done is its stack. */
final class Updater {
    private record Task(YXmlFragment target, List<Part> olds, List<Part> news) {}

    private final Deque<Task> tasks = new ArrayDeque<>();

    private Updater() {}

    /** The caller is in a transaction. */
    static void update(YXmlFragment target, List<Part> olds, List<Part> news) {
        Updater updater = new Updater();
        updater.tasks.push(new Task(target, olds, news));
        while (!updater.tasks.isEmpty()) {
            updater.run(updater.tasks.pop());
        }
    }

    private void run(Task task) {
        if (task.news.isEmpty() && task.olds.size() == 1 && task.olds.get(0) instanceof Part.Run run) {
            // The text stays, as in y-prosemirror: others may be writing into it.
            empty(Objects.requireNonNull(run.source));
            return;
        }
        int index = 0;
        for (ChildDiff.Step step : ChildDiff.of(task.olds, task.news)) {
            index += run(step, task.target, index);
        }
    }

    private static void empty(YXmlText text) {
        text.delete(0, text.length());
    }

    /** Returns how many children this leaves behind. */
    private int run(ChildDiff.Step step, YXmlFragment target, int index) {
        if (step.wanted() == null) {
            target.delete(index);
            return 0;
        }
        if (step.old() == null) {
            insert(target, index, step.wanted());
        } else if (step.old().shape != step.wanted().shape) {
            change(step.old(), step.wanted());
        }
        return 1;
    }

    private void insert(YXmlFragment target, int index, Part part) {
        if (part instanceof Part.Block block) {
            fill(target.insertElement(index, block.name), List.of(), block);
        } else if (part instanceof Part.Run run) {
            Delta.Builder delta = Delta.builder();
            run.pieces.forEach(piece -> delta.insert(piece.content, piece.attributes));
            target.insertText(index).applyDelta(delta.build());
        }
    }

    private void change(Part old, Part wanted) {
        if (old instanceof Part.Block before && wanted instanceof Part.Block after) {
            fill(Objects.requireNonNull(before.source), before.children, after);
        } else if (old instanceof Part.Run before && wanted instanceof Part.Run after) {
            YXmlText text = Objects.requireNonNull(before.source);
            text.applyDelta(TextDiff.of(text, after.pieces));
        }
    }

    private void fill(YXmlElement element, List<Part> children, Part.Block wanted) {
        Attributes.update(element, wanted.attributes);
        tasks.push(new Task(element, children, wanted.children));
    }
}
