package dev.collab4j.example.inspect;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Update;
import dev.collab4j.core.WrongVersionException;
import java.util.function.Function;

/** An update and the name of its file, which errors begin with. */
final class UpdateFile {
    final String name;
    final Format format;
    final int size;
    private final Update update;

    UpdateFile(String name, Format format, byte[] bytes) {
        this.name = name;
        this.format = format;
        this.size = bytes.length;
        this.update = format.update(bytes);
    }

    /** What {@code use} makes of the update. */
    <T> T map(Function<Update, T> use) {
        try {
            return use.apply(update);
        } catch (WrongVersionException e) {
            throw new FailedException(name, e.getMessage() + ": --from " + format.other(), e);
        } catch (MalformedUpdateException e) {
            throw new FailedException(name, e.getMessage(), e);
        }
    }

    /** The update, read once to its end, so that what is wrong is said of this file. */
    Update checked() {
        return map(whole -> {
            whole.forEachStruct(struct -> {});
            return whole;
        });
    }

    /** A document that has got this update and nothing else. */
    Doc doc(boolean gc) {
        return map(whole -> {
            Doc doc = new Doc(DocOptions.builder().gc(gc).build());
            doc.applyUpdate(whole);
            return doc;
        });
    }
}
