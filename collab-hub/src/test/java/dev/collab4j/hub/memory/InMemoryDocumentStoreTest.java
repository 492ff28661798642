package dev.collab4j.hub.memory;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.DocumentStoreContract;

class InMemoryDocumentStoreTest extends DocumentStoreContract {

    @Override
    protected DocumentStore open() {
        return new InMemoryDocumentStore();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
