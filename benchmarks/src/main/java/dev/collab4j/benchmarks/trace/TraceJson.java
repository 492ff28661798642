package dev.collab4j.benchmarks.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The format of editing traces: {endContent, txns: [{patches: [[position, deleted, inserted], ...]}, ...]}; where
 * several people type there are numAgents besides, and each transaction has its parents and its agent.
 */
final class TraceJson {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final JsonParser json;
    private final List<Trace.Step> steps = new ArrayList<>();
    private int agents;
    private String endContent = "";

    private TraceJson(JsonParser json) {
        this.json = json;
    }

    static Trace read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            return new TraceJson(json).read();
        }
    }

    private Trace read() {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case "endContent" -> endContent = json.nextStringValue();
                case "numAgents" -> agents = json.nextIntValue(-1);
                case "txns" -> readSteps();
                default -> skipValue();
            }
        }
        return new Trace(agents, steps, endContent);
    }

    private void readSteps() {
        json.nextToken();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            steps.add(readStep());
        }
    }

    private Trace.Step readStep() {
        List<Integer> parents = new ArrayList<>();
        List<Edit> edits = new ArrayList<>();
        int agent = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case "agent" -> agent = json.nextIntValue(-1);
                case "parents" -> readParents(parents);
                case "patches" -> readPatches(edits);
                default -> skipValue();
            }
        }
        return new Trace.Step(parents, agent, edits);
    }

    private void readParents(List<Integer> into) {
        json.nextToken();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            into.add(json.getIntValue());
        }
    }

    private void readPatches(List<Edit> into) {
        json.nextToken();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            into.add(new Edit(json.nextIntValue(-1), json.nextIntValue(-1), json.nextStringValue()));
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren(); // a patch may end with its time
            }
        }
    }

    private void skipValue() {
        json.nextToken();
        json.skipChildren();
    }

    static void write(Trace trace, Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("endContent", trace.endContent());
            json.writeArrayPropertyStart("txns");
            trace.steps().forEach(step -> write(step, json));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(Trace.Step step, JsonGenerator json) {
        json.writeStartObject();
        json.writeArrayPropertyStart("patches");
        step.edits().forEach(edit -> write(edit, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Edit edit, JsonGenerator json) {
        json.writeStartArray();
        json.writeNumber(edit.position());
        json.writeNumber(edit.deleted());
        json.writeString(edit.inserted());
        json.writeEndArray();
    }
}
