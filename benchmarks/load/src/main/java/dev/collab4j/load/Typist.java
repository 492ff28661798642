package dev.collab4j.load;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import java.util.Arrays;

/**
 * Somebody who types letter after letter, each behind the last, in a text of the root {@code text}. The core makes the
 * updates; they are the same in every document, so they are made once. Thread-safe.
 */
final class Typist {

    /** The client id of the first typist. Like random ones it takes five bytes. */
    static final long FIRST_CLIENT = 1_000_000_007;

    private static final int LETTERS = 26;

    private final Doc doc;
    private byte[] last = {};
    private volatile byte[][] messages = {};

    Typist(int index) {
        doc = new Doc(DocOptions.builder().clientId(FIRST_CLIENT + index).build());
        doc.onUpdate(event -> last = messageOf(event.update()));
    }

    /** Types the first letters in advance, as that would take its time from somebody who measures. */
    synchronized void prepare(int letters) {
        int known = messages.length;
        if (letters <= known) {
            return;
        }
        byte[][] more = Arrays.copyOf(messages, letters);
        for (int clock = known; clock < letters; clock++) {
            more[clock] = type(clock);
        }
        messages = more;
    }

    private byte[] type(int clock) {
        doc.getText("text").insert(clock, String.valueOf((char) ('a' + clock % LETTERS)));
        return last;
    }

    /** The message, as both protocols have it, with the letter of this clock. */
    byte[] message(int clock) {
        if (clock >= messages.length) {
            prepare(2 * clock + 1);
        }
        return messages[clock];
    }

    /** The message with an update. */
    static byte[] messageOf(Update update) {
        return new Message.Sync(new SyncMessage.Update(update)).encode();
    }
}
