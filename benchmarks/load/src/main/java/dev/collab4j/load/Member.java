package dev.collab4j.load;

import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.load.wire.Connection;
import dev.collab4j.load.wire.Inbox;
import dev.collab4j.load.wire.OperationScan;
import dev.collab4j.load.wire.PresenceScan;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A client that has a document open. After its start it belongs to the loop of its lane. */
final class Member implements Connection.Listener, Inbox.Sink, OperationScan.Sink, PresenceScan.Sink {

    private static final byte[] EMPTY = new byte[] {0, 0};
    private static final byte[] NOTHING_TO_SAY = stateOf(Update.fromV1(EMPTY));
    private static final byte[] NO_ADDRESS = {};
    private static final byte[] PONG = {10};
    private static final String IDLE = "{}";

    private final Crowd crowd;
    private final Lane lane;
    private final Document document;
    private final int index;
    private final byte[] state;
    /** By editor, how many of its letters are here: servers send each client's in order. */
    private final int[] letters;
    /** By editor, its last move that is here. */
    private final int[] moves;

    private final Timeline presence;
    private CompletableFuture<Member> synced = new CompletableFuture<>();
    private @Nullable Connection connection;
    private long now;
    private long asked;
    private long opened;
    private long syncedAt;
    private int syncedBytes;
    private long presenceSent;
    /** Letters that this connection has brought, and those that the server has said it has. */
    private int typed;

    private int acknowledged;
    /** Behind how many letters the server asked what this client has: the answers are acknowledged, too. */
    private final Queue<Integer> answers = new ArrayDeque<>();

    Member(Crowd crowd, Lane lane, Document document, int index) {
        this(crowd, lane, document, index, NOTHING_TO_SAY);
    }

    /** One that brings a document. */
    Member(Crowd crowd, Lane lane, Document document, int index, byte[] state) {
        this.crowd = crowd;
        this.lane = lane;
        this.document = document;
        this.index = index;
        this.state = state;
        this.letters = new int[document.editors()];
        this.moves = new int[document.editors()];
        this.presence = isEditor() ? document.moving[index] : new Timeline();
        presence.next++; // a state begins with clock 1
    }

    /** The message in which a client says what it has. */
    static byte[] stateOf(Update update) {
        return new Message.Sync(new SyncMessage.Step2(update)).encode();
    }

    /** Connects; the future completes when the server has sent the document. Callable from any thread. */
    CompletableFuture<Member> open() {
        CompletableFuture<Member> awaited = new CompletableFuture<>();
        lane.loop.execute(() -> {
            synced = awaited;
            asked = System.nanoTime();
            crowd.network().connect(lane.loop, document.uri, this);
        });
        return awaited;
    }

    /** Cuts its connection. */
    void cut() {
        if (connection != null) {
            connection.cut();
        }
    }

    Lane lane() {
        return lane;
    }

    /** When it types. */
    Timeline typing() {
        return document.typing[index];
    }

    /** When it moves its cursor. */
    Timeline moving() {
        return presence;
    }

    void clearPlans() {
        if (isEditor()) {
            typing().clear();
            moving().clear();
        }
    }

    boolean isEditor() {
        return index < document.editors();
    }

    /** Nanoseconds from the start of the connection until the document was there. */
    long connectNanos() {
        return syncedAt - asked;
    }

    /** Nanoseconds from the question for the document until it was there. */
    long answerNanos() {
        return syncedAt - opened;
    }

    /** The size of the document as the server sent it. */
    int syncedBytes() {
        return syncedBytes;
    }

    @Override
    public void onOpen(Connection connected) {
        connection = connected;
        typed = 0;
        acknowledged = 0;
        answers.clear();
        opened = System.nanoTime();
        crowd.greeting().forEach(this::write);
        if (crowd.hasPresence()) {
            writePresence(IDLE);
        }
        connected.flush();
    }

    @Override
    public void onClosed(Connection closed, Throwable cause) {
        connection = null;
        lane.tally().closed++;
        synced.completeExceptionally(cause);
    }

    @Override
    public void onMessage(Connection from, ByteBuf in, int end) {
        now = System.nanoTime();
        Tally tally = lane.tally();
        tally.messages++;
        tally.bytes += end - in.readerIndex();
        Inbox.read(crowd.protocol(), in, end, this);
    }

    private void write(byte[] message) {
        if (connection != null) {
            connection.write(document.address, message);
        }
    }

    /** Sends what was typed and moved. */
    void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    @Override
    public void onStep1() {
        answers.add(typed);
        write(state);
        flush();
    }

    @Override
    public void onStep2(ByteBuf update, int bytes) {
        if (synced.isDone()) {
            onUpdate(update);
            return;
        }
        syncedAt = now;
        syncedBytes = bytes;
        synced.complete(this);
    }

    @Override
    public void onUpdate(ByteBuf update) {
        if (!OperationScan.scan(update, this)) {
            lane.tally().unknown++;
        }
    }

    @Override
    public void onPresence(ByteBuf update) {
        lane.tally().presences++;
        PresenceScan.scan(update, this);
    }

    @Override
    public void onStatus(boolean applied) {
        if (!applied) {
            lane.tally().refused++;
        }
        Integer answer = answers.peek();
        if (answer != null && answer == acknowledged) {
            answers.remove();
        } else if (acknowledged < typed) {
            Timeline typing = typing();
            int clock = typing.next - typed + acknowledged++;
            measure(typing.schedule(), clock, lane.tally().acknowledged);
        }
    }

    @Override
    public void onRefused(String why) {
        lane.tally().refused++;
        synced.completeExceptionally(new IOException(why));
    }

    @Override
    public void onPing() {
        if (connection != null) {
            connection.write(NO_ADDRESS, PONG);
            connection.flush();
        }
    }

    @Override
    public void found(long client, long clock, long length) {
        int editor = document.editorOf(client);
        if (editor < 0) {
            return;
        }
        for (long i = clock; i < clock + length; i++) {
            onLetter(editor, (int) i);
        }
    }

    private void onLetter(int editor, int clock) {
        Tally tally = lane.tally();
        if (clock < letters[editor]) {
            tally.repeated++;
            return;
        }
        letters[editor] = clock + 1;
        Schedule schedule = document.typing[editor].schedule();
        if (editor == index) {
            if (crowd.echoAcknowledges()) {
                measure(schedule, clock, tally.acknowledged);
            }
            return;
        }
        tally.delivered++;
        if (measure(schedule, clock, tally.latency)) {
            tally.measured++;
        }
    }

    private boolean measure(Schedule schedule, int clock, Histogram histogram) {
        boolean measured = schedule.measures(clock);
        if (measured) {
            Tally.record(histogram, now - schedule.at(clock));
        }
        return measured;
    }

    @Override
    public void present(long client, long clock) {
        int editor = document.editorOf(client);
        if (editor < 0 || editor == index || clock <= moves[editor]) {
            return;
        }
        moves[editor] = (int) clock;
        Tally tally = lane.tally();
        if (measure(document.moving[editor].schedule(), (int) clock, tally.moved)) {
            tally.moves++;
        }
    }

    /** Types the next letter. */
    void type() {
        Timeline typing = typing();
        write(crowd.typist(index).message(typing.next++));
        typed++;
        countUnsent();
    }

    /** Moves the cursor. */
    void move() {
        int to = presence.next;
        writePresence(
                "{\"user\":{\"name\":\"u" + index + "\"},\"cursor\":{\"anchor\":" + to + ",\"head\":" + to + "}}");
        countUnsent();
    }

    private void countUnsent() {
        if (connection == null) {
            lane.tally().unsent++;
        }
    }

    /** Says again that it is there, if it has not done so for so long, and will not do so by moving. */
    void renew(long afterNanos) {
        boolean isDue = System.nanoTime() - presenceSent >= afterNanos && !moving().isPlanned();
        if (isDue && crowd.hasPresence()) {
            writePresence(IDLE);
            flush();
        }
    }

    private void writePresence(String json) {
        presenceSent = System.nanoTime();
        var entry = new AwarenessUpdate.Entry(Typist.FIRST_CLIENT + index, presence.next++, json);
        write(new Message.Awareness(AwarenessUpdate.of(List.of(entry))).encode());
    }

    /** Counts what was due and isn't here, as late as it is by now. */
    long missing(long until, Histogram late) {
        long missing = 0;
        for (int editor = 0; editor < letters.length; editor++) {
            if (editor != index && connection != null) {
                missing += missing(document.typing[editor], letters[editor], until, late);
            }
        }
        return missing;
    }

    private static long missing(Timeline typing, int here, long until, Histogram late) {
        Schedule schedule = typing.schedule();
        int from = Math.max(here, schedule.measured());
        for (int clock = from; clock < schedule.end(); clock++) {
            Tally.record(late, until - schedule.at(clock));
        }
        return Math.max(0, schedule.end() - from);
    }
}
