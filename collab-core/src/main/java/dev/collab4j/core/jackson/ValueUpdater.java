package dev.collab4j.core.jackson;

import dev.collab4j.core.Delta;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlHook;
import dev.collab4j.core.YXmlText;
import dev.collab4j.core.internal.lib0.CommonEnds;
import dev.collab4j.core.internal.lib0.JsValues;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes shared types hold plain values, and changes only what differs. A list of what is still to be done is its stack. */
final class ValueUpdater {
    /** Stands for an embedded object; it equals nothing. */
    private static final char EMBED = '\0';

    private record Task(SharedType target, Object wanted) {}

    private final Deque<Task> tasks = new ArrayDeque<>();

    private ValueUpdater() {}

    /** The caller is in a transaction, and the value fits the type. */
    static void update(SharedType target, Object wanted) {
        ValueUpdater updater = new ValueUpdater();
        updater.tasks.push(new Task(target, wanted));
        while (!updater.tasks.isEmpty()) {
            Task task = updater.tasks.pop();
            updater.run(task.target, task.wanted);
        }
    }

    private void run(SharedType target, Object wanted) {
        if (target instanceof YMap map) {
            updateMap(map, (Map<?, ?>) wanted);
        } else if (target instanceof YArray array) {
            updateArray(array, (List<?>) wanted);
        } else if (target instanceof YText text) {
            updateText(text, (String) wanted);
        }
    }

    private static boolean fits(@Nullable Object present, @Nullable Object wanted) {
        if (present instanceof YXmlHook || present instanceof YXmlText) {
            return false;
        }
        return (present instanceof YMap && wanted instanceof Map)
                || (present instanceof YArray && wanted instanceof List)
                || (present instanceof YText && wanted instanceof String);
    }

    private void updateMap(YMap map, Map<?, ?> wanted) {
        map.keys().stream().filter(key -> !wanted.containsKey(key)).forEach(map::delete);
        Map<String, @Nullable Object> present = map.entries();
        wanted.forEach((key, value) -> {
            String name = (String) key;
            if (!present.containsKey(name) || !isDone(present.get(name), value)) {
                map.set(name, value);
            }
        });
    }

    /** Whether nothing is to be set: it is equal, or will be changed inside. */
    private boolean isDone(@Nullable Object present, @Nullable Object wanted) {
        if (wanted != null && present instanceof SharedType type && fits(present, wanted)) {
            tasks.push(new Task(type, wanted));
            return true;
        }
        return isEqual(present, wanted);
    }

    private static boolean isEqual(@Nullable Object present, @Nullable Object wanted) {
        return JsValues.deepEquals(present, wanted);
    }

    private void updateArray(YArray array, List<?> wanted) {
        List<@Nullable Object> present = array.toList();
        CommonEnds ends =
                CommonEnds.of(present.size(), wanted.size(), (i, j) -> looksLike(present.get(i), wanted.get(j)));
        replace(
                array,
                present.subList(ends.start(), present.size() - ends.end()),
                wanted.subList(ends.start(), wanted.size() - ends.end()),
                ends.start());
    }

    /** Whether an element is equal, be it a shared type or a plain value. */
    private static boolean looksLike(@Nullable Object present, @Nullable Object wanted) {
        return present instanceof SharedType type
                ? fits(type, wanted) && isEqual(type.toJson(), wanted)
                : isEqual(present, wanted);
    }

    private void replace(YArray array, List<?> olds, List<?> news, int start) {
        int paired = Math.min(olds.size(), news.size());
        for (int i = 0; i < paired; i++) {
            if (!isDone(olds.get(i), news.get(i))) {
                array.delete(start + i);
                array.insert(start + i, new @Nullable Object[] {news.get(i)});
            }
        }
        array.delete(start + paired, olds.size() - paired);
        array.insert(start + paired, news.subList(paired, news.size()).toArray());
    }

    private static void updateText(YText text, String wanted) {
        if (wanted.equals(text.toString())) {
            return;
        }
        String present = units(text);
        CommonEnds ends = CommonEnds.ofText(present, wanted, (i, j) -> present.charAt(i) != EMBED);
        text.delete(ends.start(), present.length() - ends.end() - ends.start());
        text.insert(ends.start(), wanted.substring(ends.start(), wanted.length() - ends.end()));
    }

    /** The text with a unit for each embedded object, which a String doesn't have. */
    private static String units(YText text) {
        StringBuilder units = new StringBuilder();
        for (Delta.Op op : text.toDelta().ops()) {
            units.append(op instanceof Delta.Insert insert && insert.value() instanceof String part ? part : EMBED);
        }
        return units.toString();
    }
}
