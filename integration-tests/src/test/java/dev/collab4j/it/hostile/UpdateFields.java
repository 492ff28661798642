package dev.collab4j.it.hostile;

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

    private UpdateFields(byte[] input) {
        this.input = input;
    }

    static List<Field> of(byte[] update) {
        UpdateFields parser = new UpdateFields(update);
        parser.structs();
        parser.deletes();
        return parser.fields;
    }

    /** Whether the deleted ranges of each client rise and don't overlap, as everybody writes them. */
    static boolean hasDeletesInOrder(byte[] update) {
        UpdateFields parser = new UpdateFields(update);
        parser.structs();
        parser.deletes();
        return parser.deletesInOrder;
    }

    /** The body of a sync message that was found good: after two types and a length. */
    static byte[] body(byte[] frame) {
        UpdateFields parser = new UpdateFields(frame);
        parser.uint();
        parser.uint();
        parser.bytes();
        return ((Field.Bytes) parser.fields.get(2)).value();
    }

    static byte[] encode(List<Field> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fields.forEach(field -> field.write(out));
        return out.toByteArray();
    }

    private void structs() {
        for (long clients = uint(); clients > 0; clients--) {
            long structs = uint();
            uint();
            uint();
            for (; structs > 0; structs--) {
                struct();
            }
        }
    }

    private void deletes() {
        Set<Long> seen = new HashSet<>();
        for (long clients = uint(); clients > 0; clients--) {
            deletesInOrder &= seen.add(uint());
            long end = 0;
            for (long ranges = uint(); ranges > 0; ranges--) {
                long start = uint();
                deletesInOrder &= start >= end;
                end = start + uint();
            }
        }
    }

    private void struct() {
        int info = raw(1)[0];
        int kind = info & 31;
        if (kind == 0 || kind == 10) {
            uint();
            return;
        }
        origins(info);
        content(kind);
    }

    private void origins(int info) {
        for (int present = Integer.bitCount(info & (ORIGIN | RIGHT_ORIGIN)); present > 0; present--) {
            uint();
            uint();
        }
        if ((info & (ORIGIN | RIGHT_ORIGIN)) == 0) {
            parent();
            if ((info & KEY) != 0) {
                bytes();
            }
        }
    }

    private void parent() {
        if (uint() == 1) {
            bytes();
        } else {
            uint();
            uint();
        }
    }

    private void content(int kind) {
        switch (kind) {
            case 1 -> uint();
            case 2 -> repeat(this::bytes);
            case 3, 4, 5 -> bytes();
            case 6 -> {
                bytes();
                bytes();
            }
            case 7 -> type();
            case 8 -> repeat(this::any);
            case 9 -> {
                bytes();
                any();
            }
            default -> throw new IllegalArgumentException("content " + kind);
        }
    }

    private void type() {
        long reference = uint();
        if (reference == 3 || reference == 5) {
            bytes();
        }
    }

    private void any() {
        switch (raw(1)[0]) {
            case 125 -> uint();
            case 124 -> raw(4);
            case 123, 122 -> raw(8);
            case 119, 116 -> bytes();
            case 118 ->
                repeat(() -> {
                    bytes();
                    any();
                });
            case 117 -> repeat(this::any);
            default -> {}
        }
    }

    private void repeat(Runnable part) {
        for (long count = uint(); count > 0; count--) {
            part.run();
        }
    }

    private long uint() {
        long value = 0;
        int shift = 0;
        while (input[at] < 0) {
            value |= (input[at++] & 127L) << shift;
            shift += 7;
        }
        value |= (long) input[at++] << shift;
        fields.add(new Field.Uint(value));
        return value;
    }

    private void bytes() {
        int length = (int) uint();
        fields.set(fields.size() - 1, new Field.Bytes(Arrays.copyOfRange(input, at, at + length)));
        at += length;
    }

    private byte[] raw(int length) {
        byte[] value = Arrays.copyOfRange(input, at, at + length);
        fields.add(new Field.Raw(value));
        at += length;
        return value;
    }
}
