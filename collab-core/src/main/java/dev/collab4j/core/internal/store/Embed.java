package dev.collab4j.core.internal.store;

import org.jspecify.annotations.Nullable;

/** An embedded value of a text; a class of its own because the value may be a string. */
public record Embed(@Nullable Object value) {}
