package dev.collab4j.load;

/** What a person who waits is told; results go to the standard output. */
final class Console {
    private Console() {}

    static void say(String line) {
        System.err.println(line);
    }
}
