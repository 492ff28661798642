package dev.collab4j.example.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.JoinRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who comes by a read-only link shows its token, and reads: it is a MAC of the room's name, so nobody makes one up, and one for
 * another room opens nothing. Who shows no token may write, as there is no login. Thread-safe.
 */
final class ViewLinks implements Authenticator {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "view ";

    private final SecretKeySpec key;

    ViewLinks(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    @Override
    public Access authenticate(JoinRequest request) {
        String token = request.token();
        if (token == null) {
            return Access.readWrite(null);
        }
        return isToken(token, request.room())
                ? Access.readOnly(null)
                : Access.denied("this link is not one of this server");
    }

    private boolean isToken(String token, String room) {
        return MessageDigest.isEqual(token.getBytes(UTF_8), token(room).getBytes(UTF_8));
    }

    /** What lets somebody read a room: 43 characters of URL-safe base64. */
    String token(String room) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((PURPOSE + room).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
