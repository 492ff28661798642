package dev.collab4j.websocket;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that write if the host gives none. Messages are written without blocking; pings and closes may block. */
final class WriterThreads {

    private static final int FEWEST = 16;
    private static final int PER_PROCESSOR = 4;
    private static final int IDLE_SECONDS = 10;

    private WriterThreads() {}

    static ExecutorService start() {
        int threads = Math.max(FEWEST, PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WriterThreads::thread);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "collab-websocket");
        thread.setDaemon(true);
        return thread;
    }
}
