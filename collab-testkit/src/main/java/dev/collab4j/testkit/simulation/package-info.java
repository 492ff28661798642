/**
 * A simulation of replicas on a bad network, the same for the same history, and properties that an algorithm has to
 * have. {@link dev.collab4j.testkit.simulation.Histories} makes histories and shrinks those that fail;
 * {@link dev.collab4j.testkit.simulation.Simulation} plays them on implementations of
 * {@link dev.collab4j.testkit.simulation.Replica}.
 */
@NullMarked
package dev.collab4j.testkit.simulation;

import org.jspecify.annotations.NullMarked;
