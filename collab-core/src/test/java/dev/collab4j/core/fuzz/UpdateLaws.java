package dev.collab4j.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.Doc;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** What holds for every update that a document takes, whoever made it. */
final class UpdateLaws {
    private static final Doc REFUSING = Documents.honest();
    private static final List<String> UNTOUCHED = Documents.see(REFUSING);

    private UpdateLaws() {}

    /** Gives {@code bytes} to a document with content, which either stays as it is or then keeps to the laws. */
    static void check(byte[] bytes, Function<byte[], Update> version) {
        Function<Doc, Doc> take = doc -> {
            doc.applyUpdate(version.apply(bytes));
            return doc;
        };
        Budget.read(bytes, Documents::honest, take)
                .ifPresentOrElse(
                        doc -> checkTaken(version.apply(bytes), doc), () -> checkRefused(version.apply(bytes)));
    }

    private static void checkRefused(Update update) {
        assertThatThrownBy(() -> REFUSING.applyUpdate(update)).isInstanceOf(MalformedUpdateException.class);
        assertThat(Documents.see(REFUSING)).isEqualTo(UNTOUCHED);
        assertThat(REFUSING.rootNames()).isEqualTo(Documents.empty().rootNames());
    }

    private static Doc applied(Doc doc, Update update) {
        doc.applyUpdate(update);
        return doc;
    }

    /** The laws that need another document take turns. */
    private static void checkTaken(Update update, Doc doc) {
        List<String> seen = Documents.see(doc);
        if (seen.hashCode() % 4 < 2) {
            checkReload(doc);
        } else {
            checkConversion(update, seen);
        }
        checkKnown(update, doc, seen);
        checkInspection(update);
    }

    /** A document and what is loaded from its encoding are the same; each document in one of the versions. */
    private static void checkReload(Doc doc) {
        Doc settled = Documents.settled(doc);
        List<String> seen = Documents.see(settled);
        boolean v1 = seen.hashCode() % 2 == 0;
        Update state = v1 ? settled.encodeStateAsUpdate() : settled.encodeStateAsUpdateV2();
        assertThat(Documents.see(Documents.loaded(state))).isEqualTo(seen);
    }

    private static void checkKnown(Update update, Doc doc, List<String> seen) {
        assertThat(doc.contains(update)).isTrue();
        doc.applyUpdate(update);
        assertThat(Documents.see(doc)).isEqualTo(seen);
    }

    private static void checkInspection(Update update) {
        Update obfuscated = update.obfuscate();
        assertThat(obfuscated.clocks()).isEqualTo(update.clocks());
        assertThat(Ids.beyond(StateVector.empty(), obfuscated)).isEqualTo(Ids.beyond(StateVector.empty(), update));
        assertThat(obfuscated.deleteSet()).isEqualTo(update.deleteSet());
        update.stateVector()
                .toMap()
                .forEach((client, clock) -> assertThat(clock)
                        .isLessThanOrEqualTo(update.clocks().get(client).to()));
    }

    /** Converting there and back changes nothing that the first time has not changed. */
    private static void checkConversion(Update update, List<String> seen) {
        Update converted = Documents.converted(Update.fromV1(update.toV1()));
        assertThat(Documents.converted(converted).toV1()).isEqualTo(converted.toV1());
        if (!mentionsProto(update)) {
            assertThat(Documents.see(applied(Documents.honest(), converted))).isEqualTo(seen);
        }
    }

    /** A key that JSON keeps and {@code any} drops, as in lib0. */
    private static boolean mentionsProto(Update update) {
        return new String(update.diff(StateVector.empty()).toV1(), StandardCharsets.ISO_8859_1).contains("__proto__");
    }
}
