package dev.collab4j.it.hostile;

import dev.collab4j.core.Update;
import dev.collab4j.it.lockstep.Contents;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** An update that is used together with a bad one. */
final class OperationSubject implements Subject {
    private final UpdateOperation operation;
    private final Version version;
    private final byte[] bytes;
    private final Update base;

    OperationSubject(UpdateOperation operation, Version version, byte[] base) {
        this.operation = operation;
        this.version = version;
        this.bytes = base.clone();
        this.base = version.read(base);
    }

    @Override
    public Supplier<String> take(byte[] input) {
        List<String> result = operation.apply(version, base, version.read(input));
        return () -> "ok " + Contents.hash(result);
    }

    @Override
    public int bytesRead(byte[] input) {
        return input.length + bytes.length;
    }

    @Override
    public boolean isUnchanged() {
        return Arrays.equals(version.write(base), bytes);
    }
}
