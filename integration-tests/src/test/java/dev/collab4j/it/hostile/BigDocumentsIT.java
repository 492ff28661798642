package dev.collab4j.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.Doc;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YText;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Long and deep documents pass through everything, in little memory and without recursion. */
class BigDocumentsIT {
    private static final int ITEMS = 1_000_000;
    private static final int TYPES = 10_000;
    private static final int MAX_DEPTH = 20_000;
    private static final int DEPTH_OF_YJS = 4_000;

    @Test
    void aMillionItems() {
        byte[] update = millionItems();
        Doc doc = new Doc();
        YText text = doc.getText("t");
        doc.applyUpdate(Update.fromV1(update));
        assertThat(text.length()).isEqualTo(ITEMS);
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(update);
        text.insert(ITEMS / 2, "middle");
        text.delete(0, ITEMS / 4);
        byte[] edited = doc.encodeStateAsUpdate().toV1();
        assertPassesThroughUpdates(edited);
        text.delete(0, text.length());
        assertThat(text.toString()).isEmpty();
    }

    private static void assertPassesThroughUpdates(byte[] edited) {
        Update update = Update.fromV1(edited);
        assertThat(update.diff(StateVector.of(Map.of(1L, (long) ITEMS - 1))).toV1().length)
                .isLessThan(edited.length);
        assertThat(Update.merge(List.of(update, update)).stateVector()).isEqualTo(update.stateVector());
    }

    /** Written backwards: each letter to the left of the one before, so that no two merge. */
    private static byte[] millionItems() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 1, ITEMS, 1, 0);
        for (int clock = 0; clock < ITEMS; clock++) {
            if (clock == 0) {
                write(out, 4, 1);
                Field.Bytes.of("t").write(out);
            } else {
                write(out, 0x44, 1, clock - 1);
            }
            Field.Bytes.of("x").write(out);
        }
        write(out, 0);
        return out.toByteArray();
    }

    @Test
    void tenThousandTypesInsideEachOther() {
        nested(clock -> clock - 1);
    }

    @Test
    void tenThousandTypesSideBySide() {
        nested(clock -> 0);
    }

    /** An array in the root, and in it arrays, each in the one that `parent` gives. */
    private static void nested(IntFunction<Integer> parent) {
        byte[] update = nestedArrays(parent);
        Doc doc = new Doc();
        YArray root = doc.getArray("a");
        root.observeDeep(
                events -> events.forEach(event -> assertThat(event.path()).isNotNull()));
        doc.applyUpdate(Update.fromV1(update));
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(update);
        assertThat(root.toJson()).isNotNull();
        assertThat(doc.toJson()).hasSize(1);
        assertThat(Update.merge(List.of(Update.fromV1(update), Update.fromV1(update)))
                        .toV1())
                .isNotEmpty();
        root.delete(0);
        assertThat(root.length()).isZero();
        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(other.stateVector()).isEqualTo(doc.stateVector());
    }

    private static byte[] nestedArrays(IntFunction<Integer> parent) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 1, TYPES, 1, 0, 7, 1);
        Field.Bytes.of("a").write(out);
        write(out, 0);
        int[] lastIn = new int[TYPES];
        for (int clock = 1; clock < TYPES; clock++) {
            int in = parent.apply(clock);
            if (lastIn[in] == 0) {
                write(out, 7, 0, 1, in, 0);
            } else {
                out.write(0x87);
                write(out, 1, lastIn[in], 0);
            }
            lastIn[in] = clock;
        }
        write(out, 0);
        return out.toByteArray();
    }

    @Test
    void anyValuesUpToTheLimit() {
        byte[] deepest = anyUpdate(MAX_DEPTH);
        assertRoundTrip(deepest);
        assertThatThrownBy(() -> new Doc().applyUpdate(Update.fromV1(anyUpdate(MAX_DEPTH + 1))))
                .isInstanceOf(MalformedUpdateException.class);
        assertYjsAgrees(anyUpdate(DEPTH_OF_YJS));
    }

    @Test
    void jsonValuesUpToTheLimit() {
        assertRoundTrip(embedUpdate(MAX_DEPTH));
        assertThatThrownBy(() -> new Doc().applyUpdate(Update.fromV1(embedUpdate(MAX_DEPTH + 1))))
                .isInstanceOf(MalformedUpdateException.class);
        assertYjsAgrees(embedUpdate(DEPTH_OF_YJS));
    }

    @Test
    void localValuesUpToTheLimit() {
        Doc doc = new Doc();
        doc.getArray("a").push(nestedList(MAX_DEPTH));
        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(other.encodeStateAsUpdate().toV1())
                .isEqualTo(doc.encodeStateAsUpdate().toV1());
        assertThatThrownBy(() -> doc.getArray("a").push(nestedList(MAX_DEPTH + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Object> nestedList(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            list = Collections.singletonList(list);
        }
        return list;
    }

    private static void assertRoundTrip(byte[] update) {
        Doc doc = new Doc();
        doc.getText("t");
        doc.applyUpdate(Update.fromV1(update));
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(update);
        assertThat(doc.toJson()).isNotNull();
    }

    private static void assertYjsAgrees(byte[] update) {
        try (Oracle oracle = Oracle.start()) {
            Fields request = Fields.of("do", "reencode", "input", HexFormat.of().formatHex(update));
            assertThat(oracle.ask(request)).containsExactly(HexFormat.of().formatHex(update));
        }
    }

    private static byte[] anyUpdate(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 1, 1, 1, 0, 8, 1);
        Field.Bytes.of("a").write(out);
        write(out, 1);
        for (int i = 1; i < depth; i++) {
            write(out, 117, 1);
        }
        write(out, 117, 0, 0);
        return out.toByteArray();
    }

    private static byte[] embedUpdate(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 1, 1, 1, 0, 5, 1);
        Field.Bytes.of("t").write(out);
        Field.Bytes.of("[".repeat(depth) + "]".repeat(depth)).write(out);
        write(out, 0);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, long... numbers) {
        for (long number : numbers) {
            new Field.Uint(number).write(out);
        }
    }
}
