package dev.collab4j.core.comments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comments stay with what they are about. */
class CommentsTest {
    private final Doc doc = new Doc();
    private final YText body = doc.getText("body");
    private final Comments comments = new Comments(doc);

    @Test
    void aCommentMovesWithItsPassage() {
        body.insert(0, "Hello world again");
        String id = comments.add(body, 6, 11, "Ann", "Which one?");

        body.insert(11, "s");
        body.insert(6, "dear ");
        body.insert(0, "> ");
        body.insert(15, "--");

        assertThat(comments.on(body)).containsExactly(new Comments.Comment(id, 13, 20, "wo--rld", "Ann", "Which one?"));
        comments.delete(id);
        assertThat(comments.on(body)).isEmpty();
    }

    @Test
    void embeddedObjectsCount() {
        body.insert(0, "Hello world");
        body.insertEmbed(5, Map.of("image", "a.png"));
        comments.add(body, 7, 12, "Ann", "Which one?");
        assertThat(comments.on(body).get(0).passage()).isEqualTo("world");
    }

    @Test
    void othersSeeItInTheSamePlace() {
        body.insert(0, "Hello world");
        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        comments.add(body, 6, 11, "Ann", "Which one?");
        other.getText("body").insert(0, "Oh. ");

        other.applyUpdate(doc.encodeStateAsUpdate());
        doc.applyUpdate(other.encodeStateAsUpdate());

        assertThat(new Comments(other).on(other.getText("body"))).isEqualTo(comments.on(body));
        assertThat(comments.on(body).get(0).from()).isEqualTo(10);
    }

    @Test
    void ofADeletedPassageThePlaceIsLeft() {
        body.insert(0, "Hello world again");
        comments.add(body, 6, 11, "Ann", "Which one?");
        body.delete(5, 6);
        assertThat(comments.on(body))
                .singleElement()
                .satisfies(comment -> assertThat(comment.passage()).isEmpty())
                .satisfies(comment -> assertThat(comment.from()).isEqualTo(5));
    }

    @Test
    void whatIsNoCommentIsPassedOver() {
        body.insert(0, "Hello");
        doc.getMap("comments").set("a", 1);
        doc.getMap("comments").setMap("b").set("from", Map.of());
        doc.getMap("comments").setMap("c").set("from", new byte[] {9, 9});
        assertThat(comments.on(body)).isEmpty();
        assertThatThrownBy(() -> comments.add(body, 2, 2, "Ann", "")).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
