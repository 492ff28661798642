package dev.collab4j.core.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Undefined;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Records and POJOs in maps and arrays. */
class JacksonBindingTest {
    record Task(
            String title,
            boolean done,
            int priority,
            double hours,
            @Nullable Person by,
            List<String> tags) {}

    record Person(@JsonProperty("full_name") String name) {}

    /** A POJO as Java had them before records. */
    static class Note {
        private String text = "";

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }
    }

    private static final Task TASK = new Task("write", false, 3, 0.5, new Person("Ann"), List.of("a", "b"));

    private final JacksonBinding binding = JacksonBinding.of(new JsonMapper());
    private final Doc doc = new Doc();
    private final YMap map = doc.getMap("task");
    private final YArray array = doc.getArray("list");

    private int updatesOf(Runnable edit) {
        AtomicInteger updates = new AtomicInteger();
        try (var subscription = doc.onUpdate(event -> updates.incrementAndGet())) {
            edit.run();
        }
        return updates.get();
    }

    @Test
    void aRecordIsWrittenAndReadBack() {
        assertThat(updatesOf(() -> binding.write(map, TASK))).isOne();
        assertThat(map.entries())
                .containsEntry("priority", 3L)
                .containsEntry("hours", 0.5)
                .containsEntry("by", Map.of("full_name", "Ann"));
        assertThat(binding.read(map, Task.class)).isEqualTo(TASK);
        assertThat(updatesOf(() -> binding.write(map, TASK))).isZero();
    }

    @Test
    void onlyWhatDiffersIsSet() {
        binding.write(map, TASK);
        map.set("extra", 1);
        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        other.getMap("task").set("title", "their title");

        binding.write(map, new Task("write", true, 3, 0.5, null, List.of()));
        doc.applyUpdate(other.encodeStateAsUpdate());

        assertThat(binding.read(map, Task.class)).isEqualTo(new Task("their title", true, 3, 0.5, null, List.of()));
        assertThat(map.has("extra")).isFalse();
    }

    @Test
    void sharedTypesAreChangedInside() {
        YText title = map.setText("title");
        title.insert(0, "Write 😀 it");
        YArray tags = map.setArray("tags");
        YMap by = map.setMap("by");

        binding.write(map, new Task("Write 😁 it", false, 3, 0.5, new Person("Ann"), List.of("a", "b")));

        assertThat(map.get("title")).isSameAs(title);
        assertThat(title.toString()).isEqualTo("Write 😁 it");
        assertThat(map.get("tags")).isSameAs(tags);
        assertThat(tags.toJson()).isEqualTo(List.of("a", "b"));
        assertThat(map.get("by")).isSameAs(by);
        assertThat(binding.read(map, Task.class).by()).isEqualTo(new Person("Ann"));
    }

    @Test
    void arraysOfRecords() {
        binding.write(array, List.of(new Person("Ann"), new Person("Bob")));
        YMap inner = array.insertMap(1);
        binding.write(inner, new Person("Cid"));
        assertThat(binding.readAll(array, Person.class))
                .containsExactly(new Person("Ann"), new Person("Cid"), new Person("Bob"));

        binding.write(array, Arrays.asList(new Person("Ann"), new Person("Dan"), null, new Person("Bob")));

        assertThat(array.get(1)).isSameAs(inner);
        assertThat(binding.readAll(array, Person.class))
                .containsExactly(new Person("Ann"), new Person("Dan"), null, new Person("Bob"));
        binding.write(array, List.of());
        assertThat(array.length()).isZero();
    }

    @Test
    void embeddedObjectsStayWhereTheTextStays() {
        YText text = map.setText("text");
        text.insert(0, "ab");
        text.insertEmbed(1, Map.of("image", "a.png"));
        Note note = binding.read(map, Note.class);
        assertThat(note.getText()).isEqualTo("ab");
        assertThat(updatesOf(() -> binding.write(map, note))).isZero();
        note.setText("abc");
        binding.write(map, note);
        assertThat(text.toString()).isEqualTo("abc");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        map.set("title", Map.of());
        assertThatThrownBy(() -> binding.read(map, Task.class)).isInstanceOf(JacksonException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> binding.write(map, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> binding.write(map, Map.of("a", Long.MAX_VALUE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> binding.write(array, List.of(BigInteger.ONE.shiftLeft(64))));
        assertThat(map.keys()).containsExactly("title");
    }

    @Test
    void undefinedIsNull() {
        map.set("full_name", Undefined.INSTANCE);
        assertThat(binding.read(map, Person.class).name()).isNull();
        array.push(Arrays.asList(Undefined.INSTANCE, Map.of("a", 1)));
        assertThat(binding.readAll(array, Object.class)).hasToString("[[null, {a=1}]]");
    }

    @Test
    void depthIsBounded() {
        doc.transact(tx -> {
            YArray inner = array;
            for (int i = 0; i < 10_000; i++) {
                inner = inner.insertArray(0);
            }
        });
        assertThatIllegalArgumentException().isThrownBy(() -> binding.readAll(array, Object.class));
    }
}
