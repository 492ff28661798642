package dev.collab4j.websocket;

class UndertowContractTest extends JakartaContract {

    @Override
    Container container() {
        return Container.UNDERTOW;
    }
}
