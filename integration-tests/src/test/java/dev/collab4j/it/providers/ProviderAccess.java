package dev.collab4j.it.providers;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.JoinRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The token says what it allows, unless that was changed for a user of a room; without one only public rooms are open. */
final class ProviderAccess implements Authenticator {

    private static final Duration BRIEFLY = Duration.ofMillis(600);

    private final Set<String> usedTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> banned = ConcurrentHashMap.newKeySet();
    private final Set<String> readers = ConcurrentHashMap.newKeySet();

    @Override
    public Access authenticate(JoinRequest request) {
        String token = request.token();
        if (token == null) {
            return request.room().endsWith("-public") ? Access.readWrite(null) : Access.denied("no token");
        }
        String member = member(request.room(), token);
        if (token.startsWith("bad") || banned.contains(member)) {
            return Access.denied("wrong token");
        } else if (token.startsWith("brief")) {
            return briefly(token);
        }
        return token.startsWith("reader") || readers.contains(member)
                ? Access.readOnly(token)
                : Access.readWrite(token);
    }

    /** It is good once. */
    private Access briefly(String token) {
        return usedTokens.add(token)
                ? Access.readWrite(token).until(Instant.now().plus(BRIEFLY))
                : Access.denied("the token was used before");
    }

    void ban(String room, String user) {
        banned.add(member(room, user));
    }

    void makeReader(String room, String user) {
        readers.add(member(room, user));
    }

    void makeWriter(String room, String user) {
        readers.remove(member(room, user));
    }

    private static String member(String room, String user) {
        return user + " in " + room;
    }
}
