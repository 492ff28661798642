package dev.collab4j.it.oracle;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;

/** A document inside a document, as a history says it; each time it is applied a new one is made. */
public record SubDoc(String guid, boolean gc, boolean autoLoad, Object meta) {
    public Doc make() {
        return new Doc(DocOptions.builder()
                .guid(guid)
                .gc(gc)
                .autoLoad(autoLoad)
                .meta(meta)
                .build());
    }
}
