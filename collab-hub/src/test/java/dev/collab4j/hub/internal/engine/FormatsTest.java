package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Update;
import dev.collab4j.hub.internal.engine.BusEnvelope.Kind;
import dev.collab4j.spi.storage.StorageException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the first release wrote to buses and stores; every later one has to read it. */
class FormatsTest {

    private static final byte[] ENVELOPE =
            HexFormat.of().parseHex("02" + "0123456789abcdef" + "0000000000000007" + "01" + "0000");
    private static final byte[] ENVELOPE_WITHOUT_GENERATION =
            HexFormat.of().parseHex("01" + "0123456789abcdef" + "01" + "0000");
    private static final byte[] DIGEST = HexFormat.of().parseHex("a7356277" + "010503");

    private static Doc document() {
        Doc doc = new Doc(DocOptions.builder().clientId(5).build());
        doc.getText("t").insert(0, "abc");
        doc.getText("t").delete(1, 1);
        return doc;
    }

    @Test
    void theEnvelopeOfTheBus() {
        BusEnvelope envelope = new BusEnvelope(0x0123456789abcdefL, 7, Kind.UPDATE, new byte[] {0, 0});
        byte[] bytes = new byte[envelope.encode().remaining()];
        envelope.encode().get(bytes);
        assertThat(bytes).isEqualTo(ENVELOPE);
        BusEnvelope read = BusEnvelope.decode(ENVELOPE);
        assertThat(read).isNotNull();
        assertThat(read.incarnation()).isEqualTo(0x0123456789abcdefL);
        assertThat(read.generation()).isEqualTo(7);
        assertThat(read.kind()).isEqualTo(Kind.UPDATE);
        assertThat(read.content()).containsExactly(0, 0);
    }

    /** Its content may be of a document that was deleted: the store knows. */
    @Test
    void theFirstEnvelopeOfTheBusSendsToTheStore() {
        BusEnvelope read = BusEnvelope.decode(ENVELOPE_WITHOUT_GENERATION);
        assertThat(read).isNotNull();
        assertThat(read.incarnation()).isEqualTo(0x0123456789abcdefL);
        assertThat(read.kind()).isEqualTo(Kind.RELOAD);
        assertThat(read.content()).isEmpty();
        assertThat(BusEnvelope.decode(Arrays.copyOf(ENVELOPE_WITHOUT_GENERATION, 9)))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfTheBusHasItsNumber(Kind kind) {
        int code = new BusEnvelope(0, 0, kind, new byte[0]).encode().get(17);
        assertThat(code).isEqualTo(kind.ordinal() + 1);
    }

    @Test
    void otherVersionsAndKindsOfTheBusAreNobodysMessages() {
        byte[] version = ENVELOPE.clone();
        version[0] = 3;
        byte[] kind = ENVELOPE.clone();
        kind[17] = 99;
        assertThat(BusEnvelope.decode(version)).isNull();
        assertThat(BusEnvelope.decode(kind)).isNull();
        assertThat(BusEnvelope.decode(Arrays.copyOf(ENVELOPE, 17))).isNull();
        assertThat(BusEnvelope.decode(new byte[0])).isNull();
    }

    @Test
    void theDigestOfADocument() {
        RoomDigest digest = RoomDigest.of(document());
        assertThat(HexFormat.of().formatHex(digest.encode()))
                .isEqualTo(HexFormat.of().formatHex(DIGEST));
        assertThat(RoomDigest.decode(DIGEST)).isEqualTo(digest);
        assertThat(digest.hasMoreThan(digest)).isFalse();
        assertThatExceptionOfType(MalformedUpdateException.class).isThrownBy(() -> RoomDigest.decode(new byte[3]));
    }

    @Test
    void aDeleteAloneMakesADifference() {
        Doc doc = document();
        Doc behind = new Doc();
        behind.applyUpdate(doc.encodeStateAsUpdate());
        doc.getText("t").delete(0, 1);
        assertThat(RoomDigest.of(doc).state()).isEqualTo(RoomDigest.of(behind).state());
        assertThat(RoomDigest.of(doc).hasMoreThan(RoomDigest.of(behind))).isTrue();
    }

    @Test
    void thePayloadOfAStore() {
        Update update = Update.fromV1(new byte[] {0, 0});
        assertThat(Payload.of(update)).containsExactly(1, 0, 0);
        assertThat(Payload.read(new byte[] {1, 0, 0}, "d").isEmpty()).isTrue();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> Payload.read(new byte[] {9, 0, 0}, "d"));
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> Payload.read(new byte[0], "d"));
    }
}
