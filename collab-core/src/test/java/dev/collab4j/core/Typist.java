package dev.collab4j.core;

import java.util.Map;
import java.util.Random;

/** Types and deletes as people do: mostly at a cursor, which jumps now and then, and formats a little if asked to. */
final class Typist {
    private static final String[] KEYS = {"a", "b", " ", "é", "😀", "\uD83D", "\uDE00", "word", "\n"};

    final Doc doc;
    final YText text;
    private final boolean formats;
    private final Random random;
    private int cursor;
    /** How many of the edits made here, and of those received, went the short way. */
    int taken;

    int applied;

    Typist(long client, boolean formats, Random random) {
        this.formats = formats;
        this.random = random;
        long[] next = {client};
        doc = new Doc(DocOptions.builder().clientIds(() -> next[0] += 10).build());
        text = doc.getText("t");
    }

    void receive(Update update) {
        if (doc.shortcut().apply(update, "peer")) {
            applied++;
        } else {
            doc.applyUpdate(update, "peer");
        }
    }

    /** Makes one edit, sometimes where {@code other} is. */
    void press(Typist other) {
        int length = text.length();
        cursor = Math.min(cursor, length);
        int dice = random.nextInt(100);
        if (dice < 6) {
            cursor = Math.min(length, other.cursor);
        } else if (dice < 12) {
            cursor = random.nextInt(length + 1);
        } else if (dice < 30 && cursor > 0) {
            cursor -= delete(cursor - 1, 1);
        } else if (dice < 42 && cursor < length) {
            delete(cursor, 1);
        } else if (dice < 47 && length > 0) {
            cursor = random.nextInt(length);
            delete(cursor, 1 + random.nextInt(Math.min(dice == 46 ? 60 : 8, length - cursor)));
        } else if (formats && dice < 54 && cursor < length) {
            text.format(cursor, 1 + random.nextInt(3), Map.of("b", random.nextBoolean()));
        } else {
            String key = KEYS[random.nextInt(KEYS.length)];
            insert(cursor, key);
            cursor += key.length();
        }
    }

    private void insert(int index, String key) {
        if (doc.shortcut().insert(text.branch, index, key)) {
            taken++;
        } else {
            text.insert(index, key);
        }
    }

    private int delete(int index, int length) {
        if (doc.shortcut().delete(text.branch, index, length)) {
            taken++;
        } else {
            text.delete(index, length);
        }
        return length;
    }
}
