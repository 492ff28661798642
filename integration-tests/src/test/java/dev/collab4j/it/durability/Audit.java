package dev.collab4j.it.durability;

import dev.collab4j.it.host.Conversation;
import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Stored;
import dev.collab4j.spi.storage.DocumentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares the journals of a crowd, and what its clients have, with what a store holds (check-crowd.mjs). */
final class Audit implements AutoCloseable {

    private final int rooms;
    private final Path journals;
    private final Path stored;
    private final Path states;
    private final Conversation checker;

    private Audit(Path work, int rooms) throws IOException {
        this.rooms = rooms;
        this.journals = Files.createDirectories(work.resolve("journals"));
        this.stored = Files.createDirectories(work.resolve("stored"));
        this.states = work.resolve("states");
        this.checker = Conversation.start(
                Folders.SCRIPTS, List.of("check-crowd.mjs", journals.toString()), System.out::println);
    }

    static Audit in(Path work, int rooms) throws IOException {
        return new Audit(work, rooms);
    }

    /** Where the crowd's journals have to be. */
    Path journals() {
        return journals;
    }

    /** Fails if something is missing that the journals say was acknowledged. */
    Counts check(DocumentStore store) throws IOException, InterruptedException {
        writeStored(store);
        return Counts.of(checker.ask("check " + stored));
    }

    /** Fails unless the clients of each room have the same. */
    void agree(List<String> ofAllClients) throws IOException, InterruptedException {
        Files.write(states, ofAllClients);
        checker.ask("agree " + states);
    }

    /** Fails unless that is what the store has. */
    void compareWithAgreed(DocumentStore store) throws IOException, InterruptedException {
        writeStored(store);
        checker.ask("compare " + stored + " " + states);
    }

    private void writeStored(DocumentStore store) throws IOException {
        for (int room = 0; room < rooms; room++) {
            Stored.write(store, "room-" + room, stored.resolve("room-" + room));
        }
    }

    @Override
    public void close() {
        checker.close();
    }

    /** How many updates there are in the journals, how many of them were acknowledged, and how many are in the store. */
    record Counts(long written, long acknowledged, long there) {

        static final Counts NONE = new Counts(0, 0, 0);

        private static Counts of(String answer) {
            String[] figures = answer.split(" ", -1);
            return new Counts(Long.parseLong(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2]));
        }

        @Override
        public String toString() {
            return written + " updates written, " + acknowledged + " acknowledged, " + there
                    + " there, none of the acknowledged missing";
        }
    }
}
