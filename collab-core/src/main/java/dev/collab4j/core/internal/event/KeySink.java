package dev.collab4j.core.internal.event;

import org.jspecify.annotations.Nullable;

/** Takes the changes of keys; values are as they are stored. */
public interface KeySink {
    void added(String key);

    void updated(String key, @Nullable Object oldValue);

    void deleted(String key, @Nullable Object oldValue);
}
