package dev.collab4j.it.hostile;

import static dev.collab4j.it.hostile.Column.CLIENT;
import static dev.collab4j.it.hostile.Column.DELETE_CLIENT;
import static dev.collab4j.it.hostile.Column.DELETE_CLOCK;
import static dev.collab4j.it.hostile.Column.DELETE_LENGTH;
import static dev.collab4j.it.hostile.Column.INFO;
import static dev.collab4j.it.hostile.Column.JSON;
import static dev.collab4j.it.hostile.Column.LEFT_CLOCK;
import static dev.collab4j.it.hostile.Column.LENGTH;
import static dev.collab4j.it.hostile.Column.PARENT_INFO;
import static dev.collab4j.it.hostile.Column.REST;
import static dev.collab4j.it.hostile.Column.RIGHT_CLOCK;
import static dev.collab4j.it.hostile.Column.STRING;
import static dev.collab4j.it.hostile.Column.TYPE_REF;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes an honest update (v1) apart into its fields. It trusts its input, and knows nothing of the code under test. */
final class UpdateFields {
    private static final int ORIGIN = 0x80;
    private static final int RIGHT_ORIGIN = 0x40;
    private static final int KEY = 0x20;

    private final byte[] input;
    private final List<Field> fields = new ArrayList<>();
    private int at;
    private boolean deletesInOrder = true;
    private boolean clientsOnce = true;

    private UpdateFields(byte[] input) {
        this.input = input;
    }

    static List<Field> of(byte[] update) {
        UpdateFields parser = new UpdateFields(update);
        parser.structs();
        parser.deletes();
        return parser.fields;
    }

    /** The same for a snapshot (v1): deletes, then the clocks of clients. */
    static List<Field> ofSnapshot(byte[] snapshot) {
        UpdateFields parser = new UpdateFields(snapshot);
        parser.deletes();
        for (long numbers = 2 * parser.uint(REST); numbers > 0; numbers--) {
            parser.uint(REST);
        }
        return parser.fields;
    }

    /** Whether the deleted ranges of each client rise and don't overlap, as everybody writes them. */
    static boolean hasDeletesInOrder(byte[] update) {
        UpdateFields parser = new UpdateFields(update);
        parser.structs();
        parser.deletes();
        return parser.deletesInOrder;
    }

    /** The same for a snapshot. In version 2 the ranges of a section rise, since they are differences. */
    static boolean snapshotHasDeletesInOrder(Version version, byte[] snapshot) {
        UpdateFields parser = new UpdateFields(snapshot);
        parser.deletes();
        return version == Version.V1 ? parser.deletesInOrder : parser.clientsOnce;
    }

    /** The body of a sync message that was found good: after two types and a length. */
    static byte[] body(byte[] frame) {
        UpdateFields parser = new UpdateFields(frame);
        parser.uint(REST);
        parser.uint(REST);
        return parser.bytes(REST);
    }

    static byte[] encode(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach(field -> field.write(out));
        return out.toByteArray();
    }

    private void structs() {
        for (long clients = uint(REST); clients > 0; clients--) {
            long structs = uint(REST);
            uint(CLIENT);
            uint(REST);
            for (; structs > 0; structs--) {
                struct();
            }
        }
    }

    private void deletes() {
        Set<Long> seen = new HashSet<>();
        for (long clients = uint(REST); clients > 0; clients--) {
            clientsOnce &= seen.add(uint(DELETE_CLIENT));
            deletesInOrder &= clientsOnce;
            long end = 0;
            for (long ranges = uint(REST); ranges > 0; ranges--) {
                long start = uint(DELETE_CLOCK);
                deletesInOrder &= start >= end;
                end = start + uint(DELETE_LENGTH);
            }
        }
    }

    private void struct() {
        int info = raw(INFO, 1)[0];
        int kind = info & 31;
        if (kind == 0 || kind == 10) {
            uint(kind == 0 ? LENGTH : REST);
            return;
        }
        origins(info);
        content(kind);
    }

    private void origins(int info) {
        if ((info & ORIGIN) != 0) {
            id(LEFT_CLOCK);
        }
        if ((info & RIGHT_ORIGIN) != 0) {
            id(RIGHT_CLOCK);
        }
        if ((info & (ORIGIN | RIGHT_ORIGIN)) == 0) {
            parent();
            if ((info & KEY) != 0) {
                bytes(STRING);
            }
        }
    }

    private void id(Column clock) {
        uint(CLIENT);
        uint(clock);
    }

    private void parent() {
        if (uint(PARENT_INFO) == 1) {
            bytes(STRING);
        } else {
            id(LEFT_CLOCK);
        }
    }

    private void content(int kind) {
        switch (kind) {
            case 1 -> uint(LENGTH);
            case 2 -> repeat(LENGTH, () -> bytes(STRING));
            case 3 -> bytes(REST);
            case 4 -> bytes(STRING);
            case 5 -> bytes(JSON);
            case 6 -> {
                bytes(Column.KEY);
                bytes(JSON);
            }
            case 7 -> type();
            case 8 -> repeat(LENGTH, this::any);
            case 9 -> {
                bytes(STRING);
                any();
            }
            default -> throw new IllegalArgumentException("content " + kind);
        }
    }

    private void type() {
        long reference = uint(TYPE_REF);
        if (reference == 3 || reference == 5) {
            bytes(Column.KEY);
        }
    }

    private void any() {
        switch (raw(REST, 1)[0]) {
            case 125 -> uint(REST);
            case 124 -> raw(REST, 4);
            case 123, 122 -> raw(REST, 8);
            case 119, 116 -> bytes(REST);
            case 118 ->
                repeat(REST, () -> {
                    bytes(REST);
                    any();
                });
            case 117 -> repeat(REST, this::any);
            default -> {}
        }
    }

    private void repeat(Column count, Runnable part) {
        for (long left = uint(count); left > 0; left--) {
            part.run();
        }
    }

    private long uint(Column column) {
        long value = readUint();
        fields.add(new Field.Placed(column, new Field.Uint(value)));
        return value;
    }

    private long readUint() {
        long value = 0;
        int shift = 0;
        while (input[at] < 0) {
            value |= (input[at++] & 127L) << shift;
            shift += 7;
        }
        return value | (long) input[at++] << shift;
    }

    private byte[] bytes(Column column) {
        byte[] value = take((int) readUint());
        fields.add(new Field.Placed(column, new Field.Bytes(value)));
        return value;
    }

    private byte[] raw(Column column, int length) {
        byte[] value = take(length);
        fields.add(new Field.Placed(column, new Field.Raw(value)));
        return value;
    }

    private byte[] take(int length) {
        at += length;
        return Arrays.copyOfRange(input, at - length, at);
    }
}
