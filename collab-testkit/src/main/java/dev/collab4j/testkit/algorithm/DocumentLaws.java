package dev.collab4j.testkit.algorithm;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * What holds for a document that lacks nothing, whatever happened to it: laws of the format that need no other
 * implementation.
 */
record DocumentLaws(Doc doc, Function<Doc, Object> view) {
    /** Checks the document against itself and against the updates that it was made from. */
    void check(List<Update> known) {
        require(!doc.hasPending(), "Something still waits");
        Update v1 = doc.encodeStateAsUpdate();
        Update v2 = doc.encodeStateAsUpdateV2();
        checkLoaded("Loaded from version 1", v1);
        checkLoaded("Loaded from version 2", v2);
        checkLoaded("Loaded from version 2, made of version 1", Update.fromV2(v1.toV2()));
        checkLoaded("Loaded from version 1, made of version 2", Update.fromV1(v2.toV1()));
        checkLoaded("Made from all updates, merged", Update.merge(known));
        checkNothingIsMissing(v1);
    }

    private void checkLoaded(String how, Update update) {
        Doc other = new Doc();
        other.applyUpdate(update);
        Object shown = view.apply(other);
        require(shown.equals(view.apply(doc)), how + " it shows " + shown + ", not " + view.apply(doc));
        requireEqual(how + " it keeps", state(other), state(doc));
        requireEqual(
                how + " its state vector",
                other.stateVector().encode(),
                doc.stateVector().encode());
    }

    private static byte[] state(Doc document) {
        return document.encodeStateAsUpdate().toV1();
    }

    private void checkNothingIsMissing(Update all) {
        StateVector known = StateVector.decode(doc.stateVector().encode());
        require(
                known.equals(all.stateVector()),
                "The state vector is " + known + ", of the update " + all.stateVector());
        require(doc.contains(all), "The document doesn't contain itself");
        require(all.diff(known).structs().isEmpty(), "To itself it sends structs");
        require(all.deleteSet().equals(doc.deleteSet()), "It sends other deletes than it has");
    }

    private static void requireEqual(String what, byte[] actual, byte[] expected) {
        if (!Arrays.equals(actual, expected)) {
            HexFormat hex = HexFormat.of();
            throw new AssertionError(what + " is\n  " + hex.formatHex(actual) + ", not\n  " + hex.formatHex(expected));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
