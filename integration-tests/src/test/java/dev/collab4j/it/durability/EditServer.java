package dev.collab4j.it.durability;

import dev.collab4j.hub.CollabHub;
import java.util.ArrayList;
import java.util.List;

/**
 * A process without clients that is killed: threads edit rooms on the store at a JDBC URL, and print the room and the key
 * that they have set when the future says that it is durable.
 */
final class EditServer {

    static final int ROOMS = 3;

    private static final int THREADS = 8;
    /** How many edits of a thread are on their way at a time. */
    private static final int WINDOW = 20;

    private EditServer() {}

    /** JDBC URL, what keys begin with. */
    public static void main(String[] args) {
        CollabHub hub = CollabHub.builder().store(OpenStore.at(args[0]).store()).build();
        for (int i = 0; i < THREADS; i++) {
            String prefix = args[1] + "-" + i + "-";
            new Thread(() -> edit(hub, prefix)).start();
        }
    }

    private static void edit(CollabHub hub, String prefix) {
        for (int i = 0; ; i += WINDOW) {
            List<Runnable> waits = new ArrayList<>();
            for (int j = i; j < i + WINDOW; j++) {
                String room = "room-" + j % ROOMS;
                String key = prefix + j;
                waits.add(hub.room(room)
                        .edit("code", doc -> doc.getMap("keys").set(key, true))
                        .thenRun(() -> System.out.println("durable " + room + " " + key + " ."))::join);
            }
            waits.forEach(Runnable::run);
        }
    }
}
