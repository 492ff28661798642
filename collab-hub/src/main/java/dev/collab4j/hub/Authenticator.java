package dev.collab4j.hub;

/**
 * Decides who may enter a room. Called once a connection, on the hub's blocking executor: plain blocking code is fine,
 * and calls run at the same time. While one hangs its client waits, up to {@link HubOptions#joinTimeout}.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * Decides.
     *
     * @param request who asks for what, not null
     * @return the decision, not null
     * @throws Exception if it can't be decided now: the client is told to try again later (1013)
     */
    Access authenticate(JoinRequest request) throws Exception;

    /**
     * Lets everybody read and write, without a name. For demonstrations.
     *
     * @return the authenticator, not null
     */
    static Authenticator anyone() {
        return request -> Access.readWrite(null);
    }
}
