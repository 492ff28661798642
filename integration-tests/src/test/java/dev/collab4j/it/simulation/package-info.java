/** The simulation of the testkit, looking for mistakes in the core. */
package dev.collab4j.it.simulation;
