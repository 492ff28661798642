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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a document holds at a moment, and as lines that are the same in the oracle. */
public final class Contents {
    private static final HexFormat HEX = HexFormat.of();
    private static final int HASH_LENGTH = 16;

    private final List<SharedType> types = new ArrayList<>();
    private final List<String> deltas = new ArrayList<>();

    private Contents() {}

    static Contents of(Collection<SharedType> roots) {
        Contents contents = new Contents();
        roots.forEach(contents::collect);
        return contents;
    }

    /** All live types: each before its list children, and those before the ones under its keys. */
    List<SharedType> types() {
        return types;
    }

    /** The deltas of all live texts. */
    List<String> deltas() {
        return deltas;
    }

    /** A document's bytes, its state vector and the JSON of its roots. */
    public static List<String> lines(Doc doc, Map<String, SharedType> roots) {
        List<String> lines = new ArrayList<>();
        lines.add("state " + HEX.formatHex(doc.encodeStateAsUpdate().toV1()));
        lines.add("vector " + HEX.formatHex(doc.stateVector().encode()));
        lines.addAll(json(roots));
        return lines;
    }

    static List<String> state(Doc doc) {
        return List.of(
                "state " + HEX.formatHex(doc.encodeStateAsUpdate().toV1()),
                "stateV2 " + HEX.formatHex(doc.encodeStateAsUpdateV2().toV2()),
                "vector " + HEX.formatHex(doc.stateVector().encode()));
    }

    public static List<String> json(Map<String, SharedType> roots) {
        List<String> lines = new ArrayList<>();
        roots.forEach((name, root) -> lines.add("json " + name + " " + Canonical.print(root.toJson())));
        return lines;
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

    private void collect(SharedType type) {
        types.add(type);
        if (type instanceof YText text) {
            collectText(text);
        } else if (type instanceof YArray array) {
            array.toList().forEach(this::collectNested);
        } else if (type instanceof YMap map) {
            new TreeSet<>(map.keys()).forEach(key -> collectNested(map.get(key)));
        } else if (type instanceof YXmlFragment xml) {
            xml.toList().forEach(this::collectNested);
        }
    }

    private void collectText(YText text) {
        Delta delta = text.toDelta();
        deltas.add("delta " + Canonical.printDelta(delta));
        for (Delta.Op operation : delta.ops()) {
            collectNested(((Delta.Insert) operation).value());
        }
    }

    private void collectNested(Object child) {
        if (child instanceof SharedType nested) {
            collect(nested);
        }
    }
}
