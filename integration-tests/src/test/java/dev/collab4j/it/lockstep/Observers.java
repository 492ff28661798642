package dev.collab4j.it.lockstep;

import dev.collab4j.core.KeyChange;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YEvent;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YMapEvent;
import dev.collab4j.core.YText;
import dev.collab4j.core.YTextEvent;
import dev.collab4j.core.YXmlEvent;
import dev.collab4j.core.YXmlFragment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The observers of a replica, and what they write down. They may read the deltas, which changes the document, and edit. */
final class Observers {
    private static final Set<String> READERS = Set.of("read", "readEdit", "editRead");

    private final Replica replica;
    private final String mode;
    private final Set<SharedType> observed = new HashSet<>();

    Observers(Replica replica, String mode) {
        this.replica = replica;
        this.mode = mode;
    }

    void observeNewTypes() {
        if (!mode.equals("none")) {
            replica.types().stream().filter(observed::add).toList().forEach(this::observe);
        }
    }

    private void observe(SharedType type) {
        observeItself(type);
        if (replica.isRoot(type)) {
            type.observeDeep(events ->
                    replica.note("deep " + events.stream().map(this::describe).collect(Collectors.joining(" | "))));
        }
    }

    private void observeItself(SharedType type) {
        if (type instanceof YText text) {
            text.observe(this::onEvent);
        } else if (type instanceof YArray array) {
            array.observe(this::onEvent);
        } else if (type instanceof YMap map) {
            map.observe(this::onEvent);
        } else {
            ((YXmlFragment) type).observe(this::onEvent);
        }
    }

    private void onEvent(YEvent event) {
        if (mode.equals("editRead")) {
            react(event);
        }
        replica.note("event " + describe(event));
        if (mode.equals("edit") || mode.equals("readEdit")) {
            react(event);
        }
    }

    /** Edits made by an observer, once for each change of the first text. */
    private void react(YEvent event) {
        YText first = replica.firstText();
        if (event.target().equals(first)
                && !"reaction".equals(event.transaction().origin())) {
            replica.doc().transact("reaction", tx -> react(first, replica.secondText()));
        }
    }

    private static void react(YText first, YText second) {
        int length = first.length();
        second.setAttribute("seen", length);
        if (length % 3 == 1) {
            first.insert(length, ".");
        } else if (length % 3 == 2) {
            first.delete(0, 1);
        }
    }

    private String describe(YEvent event) {
        String line = Canonical.kindOf(event.currentTarget())
                + Canonical.print(event.path())
                + Canonical.kindOf(event.target());
        if (event instanceof YTextEvent text) {
            line += list(text.childListChanged()) + changed(text.keysChanged());
        } else if (event instanceof YXmlEvent xml) {
            line += list(xml.childListChanged()) + changed(xml.attributesChanged());
        } else if (event instanceof YMapEvent map) {
            line += changed(map.keysChanged());
        }
        return READERS.contains(mode) ? line + describeChanges(event) : line;
    }

    private static String list(boolean changed) {
        return changed ? " list" : "";
    }

    private static String changed(Set<String> keys) {
        return " changed=" + Canonical.print(new ArrayList<>(new TreeSet<>(keys)));
    }

    private static String describeChanges(YEvent event) {
        String changes = new TreeMap<>(event.keys())
                .entrySet().stream().map(Observers::describeChange).collect(Collectors.joining(","));
        String delta = event.target() instanceof YMap ? "" : Canonical.printDelta(event.delta());
        return " keys=" + changes + " delta=" + delta;
    }

    private static String describeChange(Map.Entry<String, KeyChange> key) {
        KeyChange change = key.getValue();
        String action = change.action().name().toLowerCase(Locale.ROOT);
        String oldValue = action.equals("add") ? "undefined" : Canonical.print(change.oldValue());
        return Canonical.print(key.getKey()) + ":" + action + ":" + oldValue;
    }
}
