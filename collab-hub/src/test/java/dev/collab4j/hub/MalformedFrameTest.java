package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.ScriptedClient;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedFrameTest {

    @RegisterExtension
    final HubFixture fixture = new HubFixture(builder -> builder.limits(Limits.builder()
            .maxFrameBytes(100_000)
            .maxUpdateBytes(50_000)
            .maxPresenceBytes(10_000)
            .build()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no type
                "00", // no sync type
                "0003", // unknown sync type
                "000005", // state vector ends early
                "0000ffffffffffffffffff01", // a length that no array has
                "00010501", // update ends early
                "00020105", // an update that is none
                "0002020001", // deletes end early
                "01", // no awareness
                "010201ff", // awareness ends early
                "0105ffffffff0f", // more clients than bytes
                "0205", // unknown auth type
                "8000ff" // a type that is not minimal, and nothing behind it
            })
    void aMalformedFrameClosesItsSenderWith4400AndChangesNothing(String hex) {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient bob = fixture.joined("r");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
        ann.sendRaw(HexFormat.of().parseHex(hex));
        assertThat(ann.awaitClosed().value()).isEqualTo(4400);
        assertThat(ann.closeReason()).isNotBlank();
        bob.edit(doc -> doc.getText("t").insert(1, "b"));
        bob.awaitSaved();
        assertThat(fixture.hub
                        .room("r")
                        .read(doc -> doc.getText("t").toString())
                        .join())
                .isEqualTo("ab");
    }

    @Test
    void typesOfOtherServersAreIgnored() {
        ScriptedClient ann = fixture.joined("r");
        ann.sendRaw(new byte[] {102, 1, 0});
        ann.sendRaw(new byte[] {4});
        ann.sendRaw(new byte[] {3}); // queryAwareness: the reference server ignores it, too
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        ann.awaitSaved();
    }

    @Test
    void onlyTheFirstMessageOfAFrameIsRead() {
        ScriptedClient ann = fixture.joined("r");
        ScriptedClient source = fixture.client("unused");
        source.edit(doc -> doc.getText("t").insert(0, "a"));
        byte[] message = new Message.Sync(new SyncMessage.Update(source.doc().encodeStateAsUpdate())).encode();
        byte[] withTail = java.util.Arrays.copyOf(message, message.length + 3);
        ann.sendRaw(withTail);
        ann.awaitText("t", "a");
    }

    @Test
    void anUpdateAboveTheLimitClosesWith4413() {
        ScriptedClient ann = fixture.joined("r");
        ann.send(new Message.Sync(new SyncMessage.Update(Update.fromV1(new byte[50_001]))));
        assertThat(ann.awaitClosed().value()).isEqualTo(4413);
    }

    @Test
    void aPresenceAboveTheLimitClosesWith4413() {
        ScriptedClient ann = fixture.joined("r");
        byte[] frame = new byte[10_001];
        frame[0] = 1;
        ann.sendRaw(frame);
        assertThat(ann.awaitClosed().value()).isEqualTo(4413);
    }

    @Test
    void aFrameAboveTheLimitIsPermanentForYWebsocket() {
        ScriptedClient ann = fixture.joined("r");
        ann.sendRaw(new byte[100_001]);
        assertThat(ann.awaitClosed().value()).isEqualTo(4413);
    }
}
