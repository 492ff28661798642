package dev.collab4j.it.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the fields of an update, honest or not, in version 2: each where it belongs, repetitions counted. It knows nothing
 * of the code under test.
 */
final class VersionTwo {
    private final Map<Column, List<Long>> numbers = new EnumMap<>(Column.class);
    private final List<byte[]> strings = new ArrayList<>();
    private final ByteArrayOutputStream infos = new ByteArrayOutputStream();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private long deletedUpTo;

    private VersionTwo() {
        for (Column column : Column.values()) {
            numbers.put(column, new ArrayList<>());
        }
    }

    static byte[] encode(List<Field> fields) {
        VersionTwo update = placed(fields);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        write(out, update.differences(Column.KEY));
        write(out, update.unsigned(Column.CLIENT));
        write(out, update.differences(Column.LEFT_CLOCK));
        write(out, update.differences(Column.RIGHT_CLOCK));
        write(out, runs(update.infos.toByteArray()));
        write(out, update.strings());
        write(out, runs(update.parentInfos()));
        write(out, update.unsigned(Column.TYPE_REF));
        write(out, update.unsigned(Column.LENGTH));
        out.writeBytes(update.rest.toByteArray());
        return out.toByteArray();
    }

    /** A snapshot has no columns, and deletes as an update has them. */
    static byte[] encodeSnapshot(List<Field> fields) {
        return placed(fields).rest.toByteArray();
    }

    private static VersionTwo placed(List<Field> fields) {
        VersionTwo update = new VersionTwo();
        fields.forEach(field -> update.place(((Field.Placed) field).column(), ((Field.Placed) field).field()));
        return update;
    }

    private void place(Column column, Field field) {
        switch (column) {
            case INFO -> field.write(infos);
            case STRING -> strings.add(((Field.Bytes) field).value());
            case KEY -> {
                numbers.get(Column.KEY).add((long) numbers.get(Column.KEY).size());
                strings.add(((Field.Bytes) field).value());
            }
            case JSON -> writeAny(((Field.Bytes) field).value());
            case DELETE_CLIENT -> {
                deletedUpTo = 0;
                field.write(rest);
            }
            case DELETE_CLOCK -> placeDelete(((Field.Uint) field).value(), 0);
            case DELETE_LENGTH -> placeDelete(deletedUpTo + ((Field.Uint) field).value(), 1);
            case REST -> field.write(rest);
            default -> numbers.get(column).add(((Field.Uint) field).value());
        }
    }

    private void placeDelete(long clock, int implied) {
        new Field.Uint(clock - deletedUpTo - implied).write(rest);
        deletedUpTo = clock;
    }

    /** What is JSON in version 1 is a value here: of the texts all but a few stay a string. */
    private void writeAny(byte[] json) {
        int tag = List.of("null", "false", "true").indexOf(new String(json, StandardCharsets.UTF_8));
        if (tag >= 0) {
            rest.write(List.of(126, 121, 120).get(tag));
        } else {
            rest.write(119);
            new Field.Bytes(json).write(rest);
        }
    }

    private byte[] parentInfos() {
        ByteArrayOutputStream infos = new ByteArrayOutputStream();
        numbers.get(Column.PARENT_INFO).forEach(info -> infos.write(info.intValue()));
        return infos.toByteArray();
    }

    private byte[] strings() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        List<Long> lengths = new ArrayList<>();
        for (byte[] each : strings) {
            text.writeBytes(each);
            lengths.add((long) new String(each, StandardCharsets.UTF_8).length());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, text.toByteArray());
        out.writeBytes(counted(lengths, false));
        return out.toByteArray();
    }

    private byte[] unsigned(Column column) {
        return counted(numbers.get(column), false);
    }

    private byte[] differences(Column column) {
        List<Long> differences = new ArrayList<>();
        long before = 0;
        for (long number : numbers.get(column)) {
            differences.add(number - before);
            before = number;
        }
        return counted(differences, true);
    }

    /** Repetitions are counted; the sign says that a count follows, or for differences the lowest bit. */
    private static byte[] counted(List<Long> values, boolean differences) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0, next; i < values.size(); i = next) {
            long value = values.get(i);
            for (next = i + 1; next < values.size() && values.get(next) == value; ) {
                next++;
            }
            boolean many = next - i > 1;
            if (differences) {
                writeInt(out, Math.abs(value * 2 + (many ? 1 : 0)), value < 0);
            } else {
                writeInt(out, value, many);
            }
            if (many) {
                new Field.Uint(next - i - 2).write(out);
            }
        }
        return out.toByteArray();
    }

    /** The last run has no count. */
    private static byte[] runs(byte[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0, next; i < values.length; i = next) {
            for (next = i + 1; next < values.length && values[next] == values[i]; ) {
                next++;
            }
            out.write(values[i]);
            if (next < values.length) {
                new Field.Uint(next - i - 1).write(out);
            }
        }
        return out.toByteArray();
    }

    private static void writeInt(ByteArrayOutputStream out, long magnitude, boolean negative) {
        long more = magnitude >>> 6;
        out.write((int) (magnitude & 63) | (negative ? 64 : 0) | (more == 0 ? 0 : 128));
        if (more != 0) {
            new Field.Uint(more).write(out);
        }
    }

    private static void write(ByteArrayOutputStream out, byte[] column) {
        new Field.Bytes(column).write(out);
    }
}
