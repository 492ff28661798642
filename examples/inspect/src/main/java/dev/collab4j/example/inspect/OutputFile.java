package dev.collab4j.example.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/** A file that gets its new content as a whole, or stays as it is. */
final class OutputFile {
    private final Path path;

    private OutputFile(Path path) {
        this.path = path;
    }

    /** The file that is meant: where {@code path} is a link, what it leads to. */
    static OutputFile of(Path path) throws IOException {
        return new OutputFile(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath());
    }

    void write(byte[] bytes) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            Files.write(path, bytes); // a device or a pipe has nothing that could be kept
        } else {
            replace(bytes);
        }
    }

    private void replace(byte[] bytes) throws IOException {
        Path beside = path.resolveSibling(".inspect-" + Long.toHexString(System.nanoTime()) + ".tmp");
        beside.toFile().deleteOnExit(); // if somebody stops the process
        try {
            writeNew(beside, bytes);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void writeNew(Path beside, byte[] bytes) throws IOException {
        try (FileChannel file = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        keepPermissions(beside);
    }

    private void keepPermissions(Path beside) throws IOException {
        PosixFileAttributeView old = posix(path);
        PosixFileAttributeView replacement = posix(beside);
        if (Files.exists(path) && old != null && replacement != null) {
            replacement.setPermissions(old.readAttributes().permissions());
        }
    }

    private static @Nullable PosixFileAttributeView posix(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
