/** Measures the core: the cases that CRDTs are compared by, each with fresh documents. */
@NullMarked
package dev.collab4j.benchmarks;

import org.jspecify.annotations.NullMarked;
