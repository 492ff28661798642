/**
 * Algorithms for the simulation: two from the literature, short and plain, to copy from and to compare with, and our
 * document.
 */
@NullMarked
package dev.collab4j.testkit.algorithm;

import org.jspecify.annotations.NullMarked;
