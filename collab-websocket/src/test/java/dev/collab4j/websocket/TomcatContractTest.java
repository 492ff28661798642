package dev.collab4j.websocket;

class TomcatContractTest extends JakartaContract {

    @Override
    Container container() {
        return Container.TOMCAT;
    }
}
