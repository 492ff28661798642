package dev.collab4j.websocket;

class JettyContractTest extends JakartaContract {

    @Override
    Container container() {
        return Container.JETTY;
    }
}
