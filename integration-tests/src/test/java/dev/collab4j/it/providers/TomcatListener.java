package dev.collab4j.it.providers;

import dev.collab4j.hub.CollabHub;
import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.websocket.WebSocketServlet;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Both protocols in a Tomcat. */
final class TomcatListener implements ProviderServer.Listener {

    private final Tomcat tomcat = new Tomcat();

    TomcatListener(int port, CollabHub hub) {
        tomcat.setBaseDir(Path.of("target", "tomcat").toString());
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        serve(context, "/y/*", hub.yWebSocket());
        serve(context, "/hocuspocus", hub.hocuspocus());
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(Context context, String pattern, Acceptor acceptor) {
        Tomcat.addServlet(context, pattern, WebSocketServlet.builder(acceptor).build())
                .addMapping(pattern);
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
