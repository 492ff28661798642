package dev.collab4j.it.hostile;

import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.it.lockstep.Canonical;
import java.util.function.Supplier;

/** A document and who is there, behind y-websocket's messages. */
final class FrameVictim implements Subject {
    private final Victim document;

    FrameVictim(byte[] base) {
        document = new Victim(base);
    }

    @Override
    public Supplier<String> take(byte[] frame) {
        Message message = Message.decode(frame);
        if (message instanceof Message.Sync sync) {
            return take(sync.message());
        } else if (message instanceof Message.Awareness awareness) {
            new Awareness(0).apply(awareness.update(), "input");
            return () -> "awareness";
        } else if (message instanceof Message.Auth auth) {
            return () -> "auth 0 " + Canonical.print(auth.reason());
        }
        return () -> "query";
    }

    private Supplier<String> take(SyncMessage message) {
        if (message instanceof SyncMessage.Step1 step1) {
            return () -> answer(step1);
        } else if (message instanceof SyncMessage.Step2 step2) {
            return document.take(step2.update().toV1());
        }
        return document.take(((SyncMessage.Update) message).update().toV1());
    }

    /** As long as the document, whatever the question: not a part of what the input may cost. */
    private String answer(SyncMessage.Step1 step1) {
        document.doc().encodeStateAsUpdate(step1.stateVector());
        return document.summary();
    }

    @Override
    public boolean isUnchanged() {
        return document.isUnchanged();
    }
}
