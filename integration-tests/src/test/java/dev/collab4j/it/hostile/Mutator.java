package dev.collab4j.it.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes bad input of honest input: half by its fields, half by its bytes. */
final class Mutator {
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        10,
        127,
        128,
        255,
        16_383,
        (1L << 31) - 1,
        1L << 31,
        (1L << 32) - 1,
        (1L << 53) - 1,
        1L << 53,
        Long.MAX_VALUE,
        -1L
    };
    private static final List<byte[]> TEXTS = List.of(
            new byte[0],
            "x".getBytes(StandardCharsets.UTF_8),
            "null".getBytes(StandardCharsets.UTF_8),
            "undefined".getBytes(StandardCharsets.UTF_8),
            "{\"a\":[1,{\"0\":null}]}".getBytes(StandardCharsets.UTF_8),
            "[[[[[[[[[[[[".getBytes(StandardCharsets.UTF_8),
            "é😀שלום".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xF0, (byte) 0x9F},
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a'});

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    byte[] mutateFields(List<Field> honest) {
        return UpdateFields.encode(mutate(honest));
    }

    List<Field> mutate(List<Field> honest) {
        List<Field> fields = new ArrayList<>(honest);
        for (int i = random.nextInt(3) * random.nextInt(2); i >= 0 && !fields.isEmpty(); i--) {
            mutateOne(fields);
        }
        return fields;
    }

    private void mutateOne(List<Field> fields) {
        int i = random.nextInt(fields.size());
        switch (random.nextInt(12)) {
            case 0 -> fields.remove(i);
            case 1 -> fields.add(i, fields.get(random.nextInt(fields.size())));
            case 2 -> fields.set(i, fields.get(random.nextInt(fields.size())));
            default -> fields.set(i, changed(fields.get(i)));
        }
    }

    private Field changed(Field field) {
        if (field instanceof Field.Uint uint) {
            return new Field.Uint(changed(uint.value()));
        } else if (field instanceof Field.Bytes bytes) {
            return changed(bytes);
        } else if (field instanceof Field.Placed placed) {
            return new Field.Placed(placed.column(), changed(placed.field()));
        }
        return new Field.Raw(flipped(((Field.Raw) field).value()));
    }

    private long changed(long value) {
        return switch (random.nextInt(4)) {
            case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 1 -> value ^ 1L << random.nextInt(12);
            default -> Math.max(0, value + random.nextInt(7) - 3);
        };
    }

    private Field changed(Field.Bytes bytes) {
        return switch (random.nextInt(4)) {
            case 0 -> new Field.Bytes(TEXTS.get(random.nextInt(TEXTS.size())));
            case 1 -> new Field.Bytes(Arrays.copyOf(bytes.value(), random.nextInt(bytes.value().length + 3)));
            default -> new Field.Bytes(flipped(bytes.value()));
        };
    }

    byte[] mutateBytes(byte[] honest) {
        if (honest.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int i = random.nextInt(honest.length);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(honest, i);
            case 1 -> spliced(honest, i, new byte[0], 1 + random.nextInt(3));
            case 2 -> spliced(honest, i, new byte[] {(byte) random.nextInt()}, 0);
            case 3 -> spliced(honest, i, new byte[] {-1, -1, -1, -1, -1, -1, -1, 15}, 1);
            case 4 -> spliced(honest, i, Arrays.copyOfRange(honest, i / 2, i), 0);
            default -> flipped(honest);
        };
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] inserted, int removed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(inserted);
        int rest = Math.min(bytes.length, at + removed);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }

    private byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(3) * random.nextInt(2); i >= 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            changed[at] =
                    random.nextBoolean() ? (byte) random.nextInt() : (byte) (changed[at] ^ 1 << random.nextInt(8));
        }
        return changed;
    }
}
