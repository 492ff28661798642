package dev.collab4j.it.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the histories really did, as counted inside Yjs; a suite that stops trying something must fail. */
final class Coverage {
    private static final int FULL = 2000;
    private static final List<String> OPERATIONS = List.of(
            "encode",
            "textInsert",
            "textType",
            "textInsertWith",
            "textDelete",
            "textFormat",
            "textEmbed",
            "textEmbedType",
            "textDelta",
            "textSetAttribute",
            "textRemoveAttribute",
            "arrayInsert",
            "arrayPush",
            "arrayUnshift",
            "arrayDelete",
            "arrayInsertType",
            "arrayPushType",
            "mapSet",
            "mapSetType",
            "mapDelete",
            "mapClear",
            "xmlInsert",
            "xmlPush",
            "xmlDelete",
            "xmlSetAttribute",
            "xmlRemoveAttribute",
            "typeText",
            "typeArray",
            "typeMap",
            "typeXmlFragment",
            "typeXmlElement",
            "typeXmlText",
            "typeXmlHook");
    private static final List<String> SITUATIONS = List.of(
            "conflictScan",
            "parked",
            "repeated",
            "partlyKnown",
            "partlyKnownStruct",
            "merged",
            "cutSurrogatePair",
            "format",
            "nestedDeleteOverwrittenKey",
            "gcOff",
            "nestedTransaction",
            "deliveredV1",
            "deliveredV2",
            "converted",
            "diffed",
            "reaction",
            "afterTransaction",
            "undoManager",
            "undo",
            "redo",
            "undoAdded",
            "undoUpdated",
            "undoPopped",
            "undoCleared",
            "position",
            "positionFound",
            "positionGone",
            "snapshot",
            "snapshotDelta",
            "snapshotCompared",
            "restored",
            "subDocadded",
            "subDocremoved",
            "subDocloaded",
            "subDocload",
            "subDocdestroy",
            "subDocedit");

    private final Map<String, Long> counts = new TreeMap<>();

    void add(String line) {
        for (String pair : line.split(" ")) {
            int equals = pair.indexOf('=');
            counts.merge(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)), Long::sum);
        }
    }

    /** The complaints, scaled to the number of histories that were played. */
    List<String> missing(int histories) {
        List<String> missing = new ArrayList<>();
        OPERATIONS.forEach(name -> require(name, 1000L * histories / FULL, missing));
        SITUATIONS.forEach(name -> require(name, 200L * histories / FULL, missing));
        return missing;
    }

    private void require(String name, long least, List<String> missing) {
        long count = counts.getOrDefault(name, 0L);
        if (count < least) {
            missing.add(name + " came " + count + " times, at least " + least + " are wanted");
        }
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
