package dev.collab4j.benchmarks;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The least that a program does with a document: started only to be timed from outside. */
final class Start {
    private Start() {}

    /** Loads a document in version 1 of the format and prints how long its text is. */
    public static void main(String[] args) throws IOException {
        Doc doc = new Doc();
        doc.applyUpdate(Update.fromV1(Files.readAllBytes(Path.of(args[0]))));
        System.out.println(doc.getText("text").toString().length());
    }
}
