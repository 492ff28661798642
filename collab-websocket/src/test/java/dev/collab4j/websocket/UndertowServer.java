package dev.collab4j.websocket;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.net.InetSocketAddress;

final class UndertowServer extends ContainerServer {

    private static final int BUFFER_BYTES = 8_192;

    private final Undertow undertow;
    private final DeploymentManager application;

    UndertowServer(WebSocketServlet servlet) throws Exception {
        super(servlet);
        PathHandler paths = new PathHandler();
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", paths)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HANDSHAKE_MILLIS)
                .build();
        undertow.start();
        WebSocketDeploymentInfo webSockets = new WebSocketDeploymentInfo()
                .setWorker(undertow.getWorker())
                .setBuffers(new DefaultByteBufferPool(true, BUFFER_BYTES));
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(getClass().getClassLoader())
                .setContextPath("/")
                .setDeploymentName("test")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets)
                .addServlet(Servlets.servlet("y", WebSocketServlet.class, new ImmediateInstanceFactory<>(servlet()))
                        .addMapping("/y/*")
                        .setLoadOnStartup(1));
        application = Servlets.newContainer().addDeployment(info);
        application.deploy();
        paths.addPrefixPath("/", application.start());
    }

    @Override
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    void stop() throws Exception {
        application.stop();
        application.undeploy();
        undertow.stop();
    }
}
