package dev.collab4j.hub;

/** A hub at work; {@link WithoutMicrometerTest} runs it where there is no Micrometer. */
public final class HubAlone {

    private HubAlone() {}

    /** Edits and reads. */
    public static String run() {
        try (CollabHub hub =
                CollabHub.builder().authenticator(Authenticator.anyone()).build()) {
            hub.room("r")
                    .edit("code", doc -> doc.getText("t").insert(0, "Hello"))
                    .join();
            return hub.room("r").read(doc -> doc.getText("t").toString()).join();
        }
    }
}
