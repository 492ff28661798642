/** Results, a line of JSON each, and the page that shows them. */
@NullMarked
package dev.collab4j.load.report;

import org.jspecify.annotations.NullMarked;
