package dev.collab4j.hub.memory;

import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.testkit.MessageBusContract;

class InMemoryMessageBusTest extends MessageBusContract {

    private final InMemoryMessageBus first = new InMemoryMessageBus();

    @Override
    protected MessageBus open() {
        return first.node();
    }
}
