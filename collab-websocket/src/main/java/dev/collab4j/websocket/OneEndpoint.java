package dev.collab4j.websocket;

import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the container use an endpoint that is there already, for a request that the acceptor has looked at. */
final class OneEndpoint extends ServerEndpointConfig.Configurator {

    private final SessionEndpoint endpoint;
    private final String subprotocol;

    private OneEndpoint(SessionEndpoint endpoint, String subprotocol) {
        this.endpoint = endpoint;
        this.subprotocol = subprotocol;
    }

    static ServerEndpointConfig config(SessionEndpoint endpoint, @Nullable String subprotocol) {
        String chosen = subprotocol == null ? "" : subprotocol;
        // not its own class, which Jetty wants to be public
        return ServerEndpointConfig.Builder.create(Endpoint.class, "/")
                .subprotocols(chosen.isEmpty() ? List.of() : List.of(chosen))
                .configurator(new OneEndpoint(endpoint, chosen))
                .build();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(endpoint);
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return subprotocol;
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    /** The acceptor has checked it. */
    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
}
