/**
 * What a document holds: structs in a log a client, the types they form, and the ranges of deleted ids. Everything
 * here is guarded by the lock of the document; fields are public where a method call would only hide an assignment.
 */
@NullMarked
package dev.collab4j.core.internal.store;

import org.jspecify.annotations.NullMarked;
