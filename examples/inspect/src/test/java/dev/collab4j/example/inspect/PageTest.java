package dev.collab4j.example.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/inspect.md print what the page says. */
class PageTest {
    private static final Path PAGE = Path.of("../../docs/inspect.md");

    @TempDir
    Path folder;

    @Test
    void theExamplesOfThePageAreTrue() throws IOException {
        Stories stories = new Stories();
        stories.writeTo(folder);
        byte[] story = stories.edited.toV1();
        Files.write(folder.resolve("cut.bin"), Arrays.copyOf(story, story.length / 2));
        List<String> page = Files.readAllLines(PAGE);
        assertThat(String.join("\n", replayed(page))).isEqualTo(String.join("\n", page));
    }

    /** The page with the output of each command as it really is. */
    private List<String> replayed(List<String> page) {
        Shell shell = new Shell(folder);
        List<String> replayed = new ArrayList<>();
        boolean inExample = false;
        int status = 0;
        for (String line : page) {
            if (line.startsWith("```")) {
                inExample = line.equals("```console");
            }
            if (inExample && line.startsWith("$ inspect ")) {
                replayed.add(line);
                status = shell.run(line.substring("$ inspect ".length()).split(" "));
                shell.output().lines().forEach(replayed::add);
                replayed.addAll(shell.errors());
            } else if (inExample && line.equals("$ echo $?")) {
                replayed.add(line);
                replayed.add(Integer.toString(status));
            } else if (!inExample || line.startsWith("```")) {
                replayed.add(line);
            }
        }
        return replayed;
    }
}
