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
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a document holds at a moment, and as lines that are the same in the oracle. */
public final class Contents {
    private static final HexFormat HEX = HexFormat.of();
    private static final int HASH_LENGTH = 16;

    private final List<SharedType> types = new ArrayList<>();
    private final Map<SharedType, List<Delta>> deltas = new HashMap<>();

    private Contents() {}

    static Contents of(Collection<SharedType> roots) {
        Contents contents = new Contents();
        for (SharedType root : roots) {
            List<Delta> deltas = new ArrayList<>();
            contents.deltas.put(root, deltas);
            contents.collect(root, deltas);
        }
        return contents;
    }

    /** The JSON of a root, and the deltas of all live texts in it. */
    List<String> lines(String name, SharedType root) {
        List<String> lines = new ArrayList<>(List.of(json(name, root)));
        deltas.get(root).forEach(delta -> lines.add("delta " + Canonical.printDelta(delta)));
        return lines;
    }

    /** All live types: each before its list children, and those before the ones under its keys. */
    List<SharedType> types() {
        return types;
    }

    /** A document's bytes, its state vector and the JSON of its roots. */
    public static List<String> lines(Doc doc, Map<String, SharedType> roots) {
        List<String> lines = new ArrayList<>();
        lines.add("state " + HEX.formatHex(doc.encodeStateAsUpdate().toV1()));
        lines.add("vector " + HEX.formatHex(doc.stateVector().encode()));
        lines.addAll(json(roots));
        return lines;
    }

    public static List<String> json(Map<String, SharedType> roots) {
        return roots.entrySet().stream()
                .map(root -> json(root.getKey(), root.getValue()))
                .toList();
    }

    private static String json(String name, SharedType root) {
        return "json " + name + " " + Canonical.print(root.toJson());
    }

    /** A short hash of lines, the same as in the oracle. */
    public static String hash(List<String> lines) {
        return hashParts(List.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    static String hashParts(List<byte[]> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(digest::update);
            return Base64.getEncoder().encodeToString(digest.digest()).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void collect(SharedType type, List<Delta> deltas) {
        types.add(type);
        children(type, deltas).forEach(child -> {
            if (child instanceof SharedType nested) {
                collect(nested, deltas);
            }
        });
    }

    private static Stream<?> children(SharedType type, List<Delta> deltas) {
        if (type instanceof YText text) {
            Delta delta = text.toDelta();
            deltas.add(delta);
            return delta.ops().stream().map(operation -> ((Delta.Insert) operation).value());
        } else if (type instanceof YArray array) {
            return array.toList().stream();
        } else if (type instanceof YMap map) {
            return map.keys().stream().sorted().map(map::get);
        }
        return ((YXmlFragment) type).toList().stream();
    }
}
