package dev.collab4j.it.merge;

import dev.collab4j.core.Update;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Well-formed updates of no history, in a small space of ids: whatever two of them can have in common comes often. Texts,
 * values, deleted items, GCs and Skips, each with any start and length, and another one at the same ids elsewhere.
 */
final class MadeUp {
    private static final int[] CLIENTS = {90, 50, 20, 7};
    private static final int STRANGER = 99;
    private static final int MOST_LENGTH = 5;
    private static final int ORIGIN = 0x80;
    private static final int RIGHT_ORIGIN = 0x40;
    private static final int KEY = 0x20;

    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private MadeUp(Random random) {
        this.random = random;
    }

    static List<Update> some(Random random, int count) {
        return Stream.generate(() -> new MadeUp(random).update()).limit(count).toList();
    }

    private Update update() {
        int sections = 1 + random.nextInt(CLIENTS.length);
        writeUint(sections);
        for (int i = 0; i < sections; i++) {
            writeSection(CLIENTS[i + CLIENTS.length - sections]);
        }
        writeDeletes();
        return Update.fromV1(out.toByteArray());
    }

    private void writeSection(int client) {
        int structs = 1 + random.nextInt(4);
        int clock = random.nextBoolean() ? 0 : random.nextInt(12);
        writeUint(structs);
        writeUint(client);
        writeUint(clock);
        for (int i = 0; i < structs; i++) {
            clock += writeStruct(client, clock);
        }
    }

    /** Returns its length. */
    private int writeStruct(int client, int clock) {
        int length = 1 + random.nextInt(MOST_LENGTH);
        switch (random.nextInt(6)) {
            case 0, 1 -> writeUints(0, length);
            case 2 -> writeUints(10, length);
            case 3 -> {
                writeHead(1, client, clock);
                writeUint(length);
            }
            case 4 -> {
                writeHead(8, client, clock);
                writeValues(length);
            }
            default -> {
                writeHead(4, client, clock);
                writeText(text(length));
            }
        }
        return length;
    }

    private void writeHead(int kind, int client, int clock) {
        int key = random.nextBoolean() ? KEY : 0;
        if (clock > 0 && random.nextInt(3) > 0) {
            out.write(kind | ORIGIN | key);
            writeUints(client, random.nextInt(clock));
        } else if (random.nextInt(3) == 0) {
            out.write(kind | RIGHT_ORIGIN | key);
            writeUints(STRANGER, random.nextInt(9));
        } else {
            out.write(kind | key);
            writeUint(1);
            writeText("root");
            if (key != 0) {
                writeText("key");
            }
        }
    }

    private void writeDeletes() {
        int ranges = random.nextInt(3);
        writeUint(ranges == 0 ? 0 : 1);
        if (ranges > 0) {
            writeUints(CLIENTS[random.nextInt(CLIENTS.length)], ranges);
        }
        for (int i = 0; i < ranges; i++) {
            writeUints(i * 2 * MOST_LENGTH + random.nextInt(MOST_LENGTH), 1 + random.nextInt(MOST_LENGTH));
        }
    }

    private void writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeUint(utf8.length);
        out.writeBytes(utf8);
    }

    private String text(int length) {
        return random.nextBoolean() && length > 1 ? "😀" + "x".repeat(length - 2) : "y".repeat(length);
    }

    /** Small integers. */
    private void writeValues(int count) {
        writeUint(count);
        for (int i = 0; i < count; i++) {
            writeUints(125, i);
        }
    }

    private void writeUints(int... values) {
        for (int value : values) {
            writeUint(value);
        }
    }

    private void writeUint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(0x80 | (rest & 0x7F));
            rest >>>= 7;
        }
        out.write(rest);
    }
}
