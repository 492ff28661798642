package dev.collab4j.it.traces;

import dev.collab4j.core.YText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A sequential editing trace: {endContent, txns: [{patches: [[position, deleted, inserted], ...]}, ...]}, gzipped JSON.
 *
 * @param file where the oracle finds the same
 * @param patches all of them, in order
 * @param endContent the text they lead to
 */
record Trace(Path file, List<Patch> patches, String endContent) {
    private static final int SYNTHETIC_PATCHES = 30_000;

    record Patch(int position, int deleted, String inserted) {
        void typeInto(YText text) {
            if (deleted > 0) {
                text.delete(position, deleted);
            }
            if (!inserted.isEmpty()) {
                text.insert(position, inserted);
            }
        }
    }

    /** The trace of the folder in -Dcollab.traces, or a synthetic one, and says which. */
    static Trace load(String name, Path temporaryFolder) {
        String folder = System.getProperty("collab.traces");
        if (folder == null || folder.isBlank()) {
            System.out.println(
                    "traces: no -Dcollab.traces=DIR, a synthetic trace of " + SYNTHETIC_PATCHES + " patches serves");
            return synthetic(temporaryFolder.resolve("synthetic.json.gz"));
        }
        Path file = Path.of(folder, name + ".json.gz");
        System.out.println("traces: " + file);
        return read(file);
    }

    private static Trace read(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                JsonParser json = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
            List<Patch> patches = new ArrayList<>();
            String endContent = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("endContent")) {
                    endContent = json.nextStringValue();
                } else if (token == JsonToken.PROPERTY_NAME
                        && json.currentName().equals("patches")) {
                    readPatches(json, patches);
                }
            }
            return new Trace(file, patches, endContent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readPatches(JsonParser json, List<Patch> into) {
        json.nextToken();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            into.add(new Patch(json.nextIntValue(-1), json.nextIntValue(-1), json.nextStringValue()));
            json.nextToken();
        }
    }

    /** Mostly typing at the cursor, as people do, with jumps and deletes. */
    private static Trace synthetic(Path file) {
        Random random = new Random(1);
        List<Patch> patches = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int cursor = 0;
        for (int i = 0; i < SYNTHETIC_PATCHES; i++) {
            cursor = random.nextInt(50) == 0 ? random.nextInt(text.length() + 1) : Math.min(cursor, text.length());
            if (cursor > 0 && random.nextInt(4) == 0) {
                patches.add(new Patch(--cursor, 1, ""));
                text.deleteCharAt(cursor);
            } else {
                String typed = String.valueOf((char) ('a' + random.nextInt(26)));
                patches.add(new Patch(cursor, 0, typed));
                text.insert(cursor++, typed);
            }
        }
        Trace trace = new Trace(file, patches, text.toString());
        trace.write();
        return trace;
    }

    private void write() {
        StringBuilder json = new StringBuilder("{\"txns\":[{\"patches\":[");
        for (int i = 0; i < patches.size(); i++) {
            Patch patch = patches.get(i);
            json.append(i == 0 ? "" : ",")
                    .append(String.format("[%d,%d,\"%s\"]", patch.position, patch.deleted, patch.inserted));
        }
        json.append("]}]}");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(json.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
