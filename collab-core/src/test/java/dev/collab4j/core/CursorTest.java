package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.internal.lib0.JsJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The states that the real editors put into awareness, as recorded by integration-tests/oracle/vectors/editor-cursors.mjs,
 * and what they mean.
 */
class CursorTest {
    /** What one package wrote: a document and states, each with its selection as the editor counts. */
    record Recorded(String name, Doc doc, String root, List<List<Object>> states, List<List<Object>> positions) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recorded> editors() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CursorTest.class.getResourceAsStream("/vectors/editor-cursors.json"))) {
            Object parsed = JsJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return ((List<?>) parsed).stream().map(editor -> recorded((Map<?, ?>) editor));
        }
    }

    @SuppressWarnings("unchecked")
    private static Recorded recorded(Map<?, ?> editor) {
        Doc doc = new Doc();
        doc.applyUpdate(Update.fromV1(HexFormat.of().parseHex((String) editor.get("update"))));
        return new Recorded(
                (String) editor.get("package"),
                doc,
                (String) editor.get("root"),
                (List<List<Object>>) editor.get("states"),
                (List<List<Object>>) editor.get("positions"));
    }

    static Stream<Recorded> textEditors() throws IOException {
        return editors().filter(editor -> !editor.name.startsWith("y-prosemirror"));
    }

    private static Map<?, ?> parsed(List<Object> state) {
        return (Map<?, ?>) Objects.requireNonNull(JsJson.parse((String) state.get(2)));
    }

    @ParameterizedTest
    @MethodSource("editors")
    void isWrittenAsEditorsWriteIt(Recorded editor) {
        assertThat(editor.states).isNotEmpty();
        for (List<Object> state : editor.states) {
            Cursor cursor = Cursor.in(parsed(state));
            String written = JsJson.stringify(Map.of("cursor", cursor == null ? Undefined.INSTANCE : cursor.toValue()));
            assertThat(cursor == null ? "{\"cursor\":null}" : written).isEqualTo(state.get(2));
        }
    }

    @ParameterizedTest
    @MethodSource("textEditors")
    void isWhereTheEditorHasIt(Recorded editor) {
        YText text = editor.doc.getText(editor.root);
        for (List<Object> state : editor.states) {
            Cursor cursor = Cursor.in(parsed(state));
            int anchor = ((Long) state.get(0)).intValue();
            int head = ((Long) state.get(1)).intValue();
            if (cursor == null) {
                assertThat(anchor).as("no focus").isNegative();
            } else {
                assertThat(cursor).isEqualTo(Cursor.of(text, anchor, head));
                assertThat(index(cursor.anchor(), text)).isEqualTo(anchor);
                assertThat(index(cursor.head(), text)).isEqualTo(head);
            }
        }
    }

    private static int index(RelativePosition position, YText text) {
        AbsolutePosition resolved = Objects.requireNonNull(position.resolve(text.doc()));
        assertThat(resolved.type()).isSameAs(text);
        return resolved.index();
    }

    /** Every position of a ProseMirror document: in texts, in empty paragraphs, between and in front of elements. */
    @Test
    void positionsOfProseMirrorAreInTheElementsThatItMeans() throws IOException {
        Recorded editor = editors().skip(2).findFirst().orElseThrow();
        editor.doc.getXmlFragment(editor.root);
        assertThat(editor.positions).hasSizeGreaterThan(20);
        for (List<Object> row : editor.positions) {
            RelativePosition position = RelativePosition.fromJson((String) row.get(1));
            AbsolutePosition resolved = Objects.requireNonNull(position.resolve(editor.doc));
            assertThat(nameOf(resolved.type())).isEqualTo(row.get(2));
            assertThat((long) resolved.index()).isEqualTo(row.get(3));
            assertThat((long) resolved.assoc()).isEqualTo(row.get(4));
            assertThat(JsJson.stringify(position.toValue())).isEqualTo(row.get(1));
        }
    }

    private static Object nameOf(SharedType type) {
        RelativePosition end = RelativePosition.of(type, 0, -1);
        Id id = end.type();
        return id == null ? Objects.requireNonNull(end.rootName()) : List.of(id.client(), id.clock());
    }

    @Test
    void isReadFromTheFieldThatTheEditorWasTold() {
        Cursor cursor = Cursor.of(new Doc().getText("t"), 0, 0);
        Map<String, Object> state = Map.of("caret", cursor.toValue(), "user", Map.of("name", "Ann"));
        assertThat(Cursor.in(state, "caret")).isEqualTo(cursor);
        assertThat(Cursor.in(state)).isNull();
        assertThat(Cursor.in("not an object")).isNull();
        assertThat(Cursor.in(null)).isNull();
    }

    @Test
    void survivesJson() {
        Cursor cursor = Cursor.of(new Doc().getText("t"), 0, 5);
        assertThat(Cursor.fromJson(cursor.toJson())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "5",
                "null",
                "[]",
                "{\"anchor\":{\"tname\":\"t\"}}",
                "{\"anchor\":null,\"head\":{\"tname\":\"t\"}}",
                "{"
            })
    void refusesWhatIsNoCursor(String json) {
        assertThatThrownBy(() -> Cursor.fromJson(json)).isInstanceOf(MalformedUpdateException.class);
    }
}
