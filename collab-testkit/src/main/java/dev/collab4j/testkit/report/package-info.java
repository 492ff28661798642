/**
 * Algorithms side by side: {@link dev.collab4j.testkit.report.Comparison} measures, and its
 * {@link dev.collab4j.testkit.report.Report} is written as CSV and plots.
 */
@NullMarked
package dev.collab4j.testkit.report;

import org.jspecify.annotations.NullMarked;
