package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.HubOptions;
import dev.collab4j.hub.Limits;
import dev.collab4j.hub.RoomSeeder;
import dev.collab4j.hub.Workspaces;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.UpdateId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What all rooms of a hub have in common.
 *
 * @param store where documents stay
 * @param bus how other hubs hear of changes, null for a single one
 * @param check asks the host about updates, null if nobody is to be asked
 * @param executor runs the rooms
 * @param blocking runs what may block
 * @param scheduler runs what is due later; its tasks only queue others
 * @param clock tells the time of updates and presence
 * @param options how the hub goes about its work
 * @param limits how much it takes
 * @param effects what the host is told of what is durable
 * @param incarnation tells this start of this hub from all others
 * @param workspaces whose room is whose
 * @param shares divides the executor between workspaces, null if there are none
 * @param overload whether the hub keeps up
 * @param unsaved how much waits for the store
 * @param tally counts what happens
 * @param watch tells what takes time
 * @param counter numbers what is stored: rises for each document, over evictions too
 */
public record Engine(
        StoreCalls store,
        @Nullable MessageBus bus,
        @Nullable UpdateCheck check,
        Executor executor,
        Executor blocking,
        ScheduledExecutorService scheduler,
        InstantSource clock,
        HubOptions options,
        Limits limits,
        SideEffects effects,
        long incarnation,
        Workspaces workspaces,
        @Nullable FairShare shares,
        Overload overload,
        Unsaved unsaved,
        Tally tally,
        Watch watch,
        AtomicLong counter) {

    /** One for each processor, and the next. */
    private static final int TURNS_OF_THE_EXECUTOR =
            2 * Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * An engine with an incarnation of its own.
     *
     * @param store where documents stay
     * @param seeder gives new documents their content, null to leave them empty
     * @param bus how other hubs hear of changes, null for a single one
     * @param check asks the host about updates, null if nobody is to be asked
     * @param executor runs the rooms
     * @param blocking runs what may block
     * @param scheduler runs what is due later
     * @param clock tells the time
     * @param options how the hub goes about its work
     * @param limits how much it takes
     * @param effects what the host is told of what is durable
     * @param workspaces whose room is whose, null if there are no workspaces
     * @return the engine
     */
    public static Engine create(
            DocumentStore store,
            @Nullable RoomSeeder seeder,
            @Nullable MessageBus bus,
            @Nullable UpdateCheck check,
            Executor executor,
            Executor blocking,
            ScheduledExecutorService scheduler,
            InstantSource clock,
            HubOptions options,
            Limits limits,
            SideEffects effects,
            @Nullable Workspaces workspaces) {
        Watch watch = new Watch();
        return new Engine(
                new StoreCalls(store, seeder, blocking, options, watch),
                bus,
                check,
                executor,
                blocking,
                scheduler,
                clock,
                options,
                limits,
                effects,
                RANDOM.nextLong(),
                workspaces == null ? room -> null : workspaces,
                workspaces == null ? null : new FairShare(executor, workspaces, TURNS_OF_THE_EXECUTOR),
                new Overload(options.targetDelay()),
                new Unsaved(limits),
                new Tally(),
                watch,
                new AtomicLong());
    }

    /** Whether loops may run turns: not when workspaces have to get their shares, as loops know none. */
    boolean lendsLoops() {
        return shares == null || overload.level() == Overload.Level.NORMAL;
    }

    /** What runs the turns of a room. */
    Executor executorOf(String room) {
        return shares == null ? executor : shares.of(room);
    }

    UpdateId nextId() {
        return new UpdateId(incarnation, counter.incrementAndGet());
    }

    /**
     * Runs something later, on the scheduler.
     *
     * @param delay how much later
     * @param task only queues something
     */
    public void later(Duration delay, Runnable task) {
        Future<?> unused = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
