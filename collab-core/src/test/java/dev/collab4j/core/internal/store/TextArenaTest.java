package dev.collab4j.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import org.junit.jupiter.api.Test;

class TextArenaTest {
    private final TextArena arena = new TextArena();

    @Test
    void becomesWideWithTheFirstWideCharacter() {
        int ascii = arena.append("plain");
        int latin = arena.append("élan");
        int wide = arena.append("漢字 👩");
        assertThat(arena.substring(ascii, 5)).isEqualTo("plain");
        assertThat(arena.substring(latin, 4)).isEqualTo("élan");
        assertThat(arena.substring(wide, 5)).isEqualTo("漢字 👩");
        assertThat(written(ascii, 14)).isEqualTo("plainélan漢字 👩");
    }

    @Test
    void writesLatinAsUtf8() {
        int at = arena.append("ÿ¡a");
        assertThat(written(at, 3)).isEqualTo("ÿ¡a");
    }

    @Test
    void freesDeadTextAndKeepsTheRest() {
        StructStore store = new StructStore(1, true);
        Branch branch = store.root("text");
        ClientLog log = store.log(1);
        for (int i = 0; i < 20; i++) {
            Item item = new Item(log, i * 1000, 1000, branch, null, Content.STRING);
            item.textAt = log.text.append(Character.toString('a' + i).repeat(1000));
            store.append(item);
        }
        for (int i = 0; i < 20; i++) {
            if (i % 3 != 0) {
                log.findItem(i * 1000).dropContent();
            }
        }
        log.compactText();
        for (int i = 0; i < 20; i += 3) {
            Item item = log.findItem(i * 1000);
            assertThat(item.text()).isEqualTo(Character.toString('a' + i).repeat(1000));
            assertThat(item.textAt).isEqualTo(i / 3 * 1000);
        }
    }

    private String written(int at, int length) {
        ByteWriter out = new ByteWriter();
        arena.write(out, at, length);
        return new ByteReader(out.toByteArray()).readVarString();
    }
}
