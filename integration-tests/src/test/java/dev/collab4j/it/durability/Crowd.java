package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.host.Conversation;
import dev.collab4j.it.host.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many real clients in a few Node processes (crowd.mjs), whose journals this JVM keeps. */
public final class Crowd implements AutoCloseable {

    private static final int CLIENTS_OF_A_PROCESS = 20;
    private static final int MOST_SECONDS = 120;
    /** A machine that is further behind doesn't hear of an acknowledgement in time. */
    private static final int FRESH_MILLIS = 20;

    private final int clients;
    private final int rooms;
    private final List<Member> members = new ArrayList<>();
    private final AtomicLong lastAcknowledgement = new AtomicLong();
    private volatile CountDownLatch acknowledgement = new CountDownLatch(0);

    private Crowd(int clients, int rooms) {
        this.clients = clients;
        this.rooms = rooms;
    }

    /** So many clients in so many rooms, {@code room-0} and on. */
    public static Crowd of(int clients, int rooms) {
        return new Crowd(clients, rooms);
    }

    /** Connects all and lets them type. */
    public Crowd start(int port, long seed, Path journals, String name) throws InterruptedException {
        int processes = 1 + (clients - 1) / CLIENTS_OF_A_PROCESS;
        for (int i = 0; i < processes; i++) {
            int first = clients * i / processes;
            int count = clients * (i + 1) / processes - first;
            members.add(new Member(port, seed, first, count, journals.resolve(name + "-" + i + ".journal")));
        }
        ask("synced");
        ask("type");
        return this;
    }

    public void ask(String request) throws InterruptedException {
        for (Member member : members) {
            member.process.send(request);
        }
        for (Member member : members) {
            member.process.answer();
        }
    }

    /** Waits until somebody is told that the server has stored something. */
    void awaitAcknowledgement() throws InterruptedException {
        acknowledgement = new CountDownLatch(1);
        assertThat(acknowledgement.await(MOST_SECONDS, TimeUnit.SECONDS))
                .as("there are acknowledgements")
                .isTrue();
    }

    private void acknowledged(long millis) {
        lastAcknowledgement.accumulateAndGet(millis, Math::max);
        if (System.currentTimeMillis() - millis < FRESH_MILLIS) {
            acknowledgement.countDown();
        }
    }

    /** Kills all at once. Gives how many milliseconds after the last acknowledgement. */
    long kill() throws InterruptedException {
        members.forEach(member -> member.process.strike());
        long now = System.currentTimeMillis();
        for (Member member : members) {
            member.process.kill();
        }
        return now - lastAcknowledgement.get();
    }

    /** Writes down what was heard since the last time, in whole lines. */
    void writeJournals() throws IOException {
        for (Member member : members) {
            member.write();
        }
    }

    /** What each client has. */
    List<String> states() throws InterruptedException {
        List<String> states = new ArrayList<>();
        ask("states");
        for (Member member : members) {
            states.addAll(member.takeStates());
        }
        return states;
    }

    @Override
    public void close() {
        members.forEach(member -> member.process.close());
    }

    /** One process. */
    private final class Member {

        private final Path journal;
        private final Conversation process;
        private final List<String> lines = new ArrayList<>();
        private final List<String> states = new ArrayList<>();

        private Member(int port, long seed, int first, int count, Path journal) {
            this.journal = journal;
            List<String> script = List.of(
                    "crowd.mjs",
                    "ws://127.0.0.1:" + port,
                    Long.toString(seed),
                    Integer.toString(first),
                    Integer.toString(count),
                    Integer.toString(rooms));
            this.process = Conversation.start(Folders.PROVIDERS, script, this::hear);
        }

        private synchronized void hear(String line) {
            (line.startsWith("state ") ? states : lines).add(line);
            if (line.startsWith("ack ")) {
                acknowledged(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }

        private synchronized void write() throws IOException {
            Files.write(journal, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lines.clear();
        }

        private synchronized List<String> takeStates() {
            List<String> taken = List.copyOf(states);
            states.clear();
            return taken;
        }
    }
}
