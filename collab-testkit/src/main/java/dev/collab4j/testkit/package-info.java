/**
 * An in-process transport with a scripted client for tests of host applications, and contract tests for adapters:
 * subclass {@link dev.collab4j.testkit.DocumentStoreContract}, {@link dev.collab4j.testkit.MessageBusContract} or
 * {@link dev.collab4j.testkit.TransportContract}, implement its {@code open}, and run it.
 */
@NullMarked
package dev.collab4j.testkit;

import org.jspecify.annotations.NullMarked;
