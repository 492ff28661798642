package dev.collab4j.it.lockstep;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlFragment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a document holds, as lines that are the same in the oracle. */
public final class Contents {
    private static final HexFormat HEX = HexFormat.of();
    private static final int HASH_LENGTH = 16;

    private Contents() {}

    /** Its bytes, its state vector and the JSON of its roots. */
    public static List<String> of(Doc doc, Map<String, SharedType> roots) {
        List<String> lines = new ArrayList<>();
        lines.add("state " + HEX.formatHex(doc.encodeStateAsUpdate().toV1()));
        lines.add("vector " + HEX.formatHex(doc.stateVector().encode()));
        roots.forEach((name, root) -> lines.add("json " + name + " " + Canonical.print(root.toJson())));
        return lines;
    }

    /** The deltas of all live texts. */
    static List<String> deltas(Map<String, SharedType> roots) {
        return types(roots).stream()
                .filter(YText.class::isInstance)
                .map(text -> "delta " + Canonical.printDelta(((YText) text).toDelta()))
                .toList();
    }

    /** A short hash of lines, the same as in the oracle. */
    public static String hash(List<String> lines) {
        try {
            byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return Base64.getEncoder().encodeToString(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All live types: each before its list children, and those before the ones under its keys. */
    static List<SharedType> types(Map<String, SharedType> roots) {
        List<SharedType> all = new ArrayList<>();
        roots.values().forEach(root -> collect(root, all));
        return all;
    }

    private static void collect(SharedType type, List<SharedType> into) {
        into.add(type);
        collectNested(elements(type), into);
        collectNested(entries(type), into);
    }

    private static void collectNested(List<?> children, List<SharedType> into) {
        for (Object child : children) {
            if (child instanceof SharedType nested) {
                collect(nested, into);
            }
        }
    }

    private static List<?> elements(SharedType type) {
        if (type instanceof YText text) {
            return text.toDelta().ops().stream().map(Contents::inserted).toList();
        } else if (type instanceof YArray array) {
            return array.toList();
        }
        return type instanceof YXmlFragment xml ? xml.toList() : List.of();
    }

    private static Object inserted(Delta.Op operation) {
        return ((Delta.Insert) operation).value();
    }

    private static List<?> entries(SharedType type) {
        return type instanceof YMap map
                ? new TreeSet<>(map.keys()).stream().map(map::get).toList()
                : List.of();
    }
}
