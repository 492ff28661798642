package dev.collab4j.core.internal.codec;

/** The id of an element. */
public record Id(long client, long clock) {}
