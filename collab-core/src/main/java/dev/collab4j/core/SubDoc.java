package dev.collab4j.core;

import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.store.SubDocument;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a list or map says of a document inside a document. The content is a document of its own, which the application
 * loads and syncs by its guid. Immutable and safe for all threads, as far as {@code meta} is.
 *
 * @param guid the name of the document, not null
 * @param gc whether deleted content is collected; true unless said otherwise
 * @param autoLoad whether clients should load it at once
 * @param meta a plain value for the application, or null; copied when it is stored
 */
public record SubDoc(
        String guid, boolean gc, boolean autoLoad, @Nullable Object meta) {
    /**
     * Checks the guid.
     *
     * @param guid not null
     * @param gc whether deleted content is collected
     * @param autoLoad whether clients should load the document at once
     * @param meta may be null
     */
    public SubDoc {
        Objects.requireNonNull(guid, "guid");
    }

    /**
     * Names a document with the default options.
     *
     * @param guid the name of the document, not null
     */
    public SubDoc(String guid) {
        this(guid, true, false, null);
    }

    static SubDoc of(SubDocument stored) {
        return new SubDoc(stored.guid, stored.gc, stored.autoLoad, Values.export(stored.meta));
    }
}
