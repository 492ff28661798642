package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.AbsolutePosition;
import dev.collab4j.core.Doc;
import dev.collab4j.core.RelativePosition;
import dev.collab4j.core.UndoManager;
import dev.collab4j.core.YText;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Yjs tests of relative positions; each case carries the name that it has there. */
class PositionCasesTest {
    private final Doc doc = new Doc();
    private final YText text = doc.getText("");

    private void prepend(String... pieces) {
        for (String piece : pieces) {
            text.insert(0, piece);
        }
    }

    private void assertThatEveryPositionComesBack() {
        for (int index = 0; index < text.length(); index++) {
            for (int assoc = -1; assoc <= 1; assoc++) {
                byte[] bytes = RelativePosition.of(text, index, assoc).encode();
                AbsolutePosition back = resolve(RelativePosition.decode(bytes), doc);
                assertThat(back.index()).isEqualTo(index);
                assertThat(back.assoc()).isEqualTo(assoc);
                assertThat(back.type()).isSameAs(text);
            }
        }
    }

    private static AbsolutePosition resolve(RelativePosition position, Doc doc) {
        return Objects.requireNonNull(position.resolve(doc));
    }

    private static int indexWithoutUndo(RelativePosition position, Doc doc) {
        return Objects.requireNonNull(position.resolve(doc, false)).index();
    }

    @Test
    @DisplayName("positions: testRelativePositionCase1")
    void amongPiecesInAnyOrderOfIds() {
        prepend("1", "abc", "z", "y", "x");
        assertThatEveryPositionComesBack();
    }

    @Test
    @DisplayName("positions: testRelativePositionCase2")
    void insideOfOnePiece() {
        prepend("abc");
        assertThatEveryPositionComesBack();
    }

    @Test
    @DisplayName("positions: testRelativePositionCase3")
    void betweenLongPieces() {
        prepend("abc", "1", "xyz");
        assertThatEveryPositionComesBack();
    }

    @Test
    @DisplayName("positions: testRelativePositionCase4")
    void besideOneCharacter() {
        prepend("1");
        assertThatEveryPositionComesBack();
    }

    @Test
    @DisplayName("positions: testRelativePositionCase5")
    void betweenTwoCharacters() {
        prepend("2", "1");
        assertThatEveryPositionComesBack();
    }

    @Test
    @DisplayName("positions: testRelativePositionCase6")
    void inAnEmptyText() {
        assertThatEveryPositionComesBack();
        assertThat(resolve(RelativePosition.of(text, 0, -1), doc).index()).isZero();
        assertThat(resolve(RelativePosition.of(text, 0), doc).index()).isZero();
    }

    @Test
    @DisplayName("positions: testRelativePositionCase7")
    void followingUndoChangesNothingWhereNothingWasUndone() {
        prepend("abcde");
        RelativePosition position = RelativePosition.of(text, 2);
        assertThat(resolve(position, doc).index()).isEqualTo(2);
        assertThat(indexWithoutUndo(position, doc)).isEqualTo(2);
    }

    @Test
    @DisplayName("positions: testRelativePositionAssociationDifference")
    void anInsertionAtThePositionGoesToTheSideOfTheAssociation() {
        prepend("2", "1");
        RelativePosition right = RelativePosition.of(text, 1, 0);
        RelativePosition left = RelativePosition.of(text, 1, -1);
        text.insert(1, "x");
        assertThat(resolve(right, doc).index()).isEqualTo(2);
        assertThat(resolve(left, doc).index()).isEqualTo(1);
    }

    @Test
    @DisplayName("positions: testRelativePositionWithUndo")
    void followsWhatUndoBroughtBackWhereItWasUndone() {
        prepend("hello world");
        RelativePosition position = RelativePosition.of(text, 1);
        UndoManager undo = new UndoManager(text);
        text.delete(0, 6);
        assertThat(resolve(position, doc).index()).isZero();

        undo.undo();
        assertThat(resolve(position, doc).index()).isEqualTo(1);
        assertThat(indexWithoutUndo(position, doc)).isEqualTo(6);

        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(resolve(position, other).index()).isEqualTo(6);
        assertThat(indexWithoutUndo(position, other)).isEqualTo(6);
    }
}
