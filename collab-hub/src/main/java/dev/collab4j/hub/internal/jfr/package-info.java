/** What a hub writes into a recording of Java Flight Recorder. */
@NullMarked
package dev.collab4j.hub.internal.jfr;

import org.jspecify.annotations.NullMarked;
