package dev.collab4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many people make one edit each, of which nobody knows the others'. */
final class B3 {
    private static final int FIRST_CLIENT = 10;

    private final int clients;
    private final Suite suite;

    static void addTo(Suite suite, int n) {
        new B3(suite, n).addAll();
    }

    private B3(Suite suite, int n) {
        this.suite = suite;
        clients = 20 * (int) Math.sqrt(n);
    }

    private void addAll() {
        add("B3.1", (replica, i) -> replica.map.set("v", i), replica -> replica.map.toJson());
        add("B3.2", (replica, i) -> replica.map.set("v", person(i)), replica -> replica.map.toJson());
        add(
                "B3.3",
                (replica, i) -> replica.map.set("v", Integer.toString(i).repeat(clients)),
                replica -> replica.map.toJson());
        add("B3.4", (replica, i) -> replica.array.insert(0, Integer.toString(i)), replica -> replica.array.toList());
        add("B3.5", (replica, i) -> replica.text.insert(0, Integer.toString(i)), replica -> replica.text.toString());
    }

    private interface OneEdit {
        void on(Replica replica, int client);
    }

    private static Map<String, Object> person(int i) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("name", Integer.toString(i));
        person.put("address", "here");
        return person;
    }

    private void add(String id, OneEdit edit, Reading reading) {
        List<byte[]> updates = new ArrayList<>();
        suite.addCase(id, sample -> {
            if (updates.isEmpty()) {
                updates.addAll(updates(edit));
            }
            run(sample, updates, reading);
        });
    }

    private List<byte[]> updates(OneEdit edit) {
        List<byte[]> updates = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Replica replica = new Replica(FIRST_CLIENT + i);
            List<byte[]> made = replica.record(1);
            edit.on(replica, i);
            updates.addAll(made);
        }
        return updates;
    }

    private static void run(Sample sample, List<byte[]> updates, Reading reading) {
        Replica each = new Replica(1);
        Replica batch = new Replica(2);
        sample.time("timeEach", () -> each.applyEach(updates));
        sample.time("timeBatch", () -> batch.applyAtOnce(updates));
        reading.compare(each, batch);
        reading.measureEncoded(sample, each);
        sample.size("updatesSize", Bytes.size(updates));
    }
}
