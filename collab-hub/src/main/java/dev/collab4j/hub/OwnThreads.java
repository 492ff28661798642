package dev.collab4j.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The executors that a hub makes itself where the host gives none: named, and closed with the hub. */
final class OwnThreads {

    private static final int BLOCKING_THREADS = 32;
    private static final long IDLE_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;

    private final List<ExecutorService> own = new ArrayList<>();

    Executor rooms() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        return pool("collab-room", threads);
    }

    Executor blocking() {
        return pool("collab-blocking", BLOCKING_THREADS);
    }

    ScheduledExecutorService scheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, new Named("collab-timer"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        own.add(scheduler);
        return scheduler;
    }

    private Executor pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Named(name));
        pool.allowCoreThreadTimeOut(true);
        own.add(pool);
        return pool;
    }

    /** Ends them; a call that hangs is interrupted. */
    void close() {
        own.forEach(ExecutorService::shutdown);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
            for (ExecutorService executor : own) {
                if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    executor.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            own.forEach(ExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }

    private static final class Named implements ThreadFactory {

        private final String name;
        private final AtomicInteger number = new AtomicInteger();

        private Named(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(Runnable body) {
            Thread thread = new Thread(body, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
