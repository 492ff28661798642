package dev.collab4j.it.traces;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What several people typed at once: each transaction says whose it is and on top of which others it was made. Gzipped JSON.
 *
 * @param agents how many people
 * @param endContent the text that all have in the end
 */
record ConcurrentTrace(int agents, List<Step> steps, String endContent) {
    /** One transaction: parents by their place in the list, and the author. */
    record Step(List<Integer> parents, int agent, List<Trace.Patch> patches) {}

    static ConcurrentTrace read(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                JsonParser json = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
            return new Reader(json).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reader {
        private final JsonParser json;
        private int agents;
        private String endContent = "";
        private final List<Step> steps = new ArrayList<>();

        Reader(JsonParser json) {
            this.json = json;
        }

        ConcurrentTrace read() {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                switch (json.currentName()) {
                    case "endContent" -> endContent = json.nextStringValue();
                    case "numAgents" -> agents = json.nextIntValue(-1);
                    case "txns" -> readSteps();
                    default -> skipValue();
                }
            }
            return new ConcurrentTrace(agents, steps, endContent);
        }

        private void readSteps() {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                steps.add(readStep());
            }
        }

        private Step readStep() {
            List<Integer> parents = new ArrayList<>();
            List<Trace.Patch> patches = new ArrayList<>();
            int agent = -1;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                switch (json.currentName()) {
                    case "agent" -> agent = json.nextIntValue(-1);
                    case "parents" -> readParents(parents);
                    case "patches" -> readPatches(patches);
                    default -> skipValue();
                }
            }
            return new Step(parents, agent, patches);
        }

        private void readParents(List<Integer> into) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                into.add(json.getIntValue());
            }
        }

        private void readPatches(List<Trace.Patch> into) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                into.add(new Trace.Patch(json.nextIntValue(-1), json.nextIntValue(-1), json.nextStringValue()));
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    json.skipChildren(); // a patch may end with its time
                }
            }
        }

        private void skipValue() {
            json.nextToken();
            json.skipChildren();
        }
    }
}
