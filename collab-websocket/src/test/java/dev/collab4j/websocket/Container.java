package dev.collab4j.websocket;

/** What the tests run in. */
enum Container {
    TOMCAT(TomcatServer::new),
    JETTY(JettyServer::new),
    UNDERTOW(UndertowServer::new);

    private final Starter starter;

    Container(Starter starter) {
        this.starter = starter;
    }

    private interface Starter {
        ContainerServer start(WebSocketServlet servlet) throws Exception;
    }

    ContainerServer start(WebSocketServlet servlet) throws Exception {
        return starter.start(servlet);
    }
}
