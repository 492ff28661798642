/** What stores and buses have in common: their health. */
@NullMarked
package dev.collab4j.spi;

import org.jspecify.annotations.NullMarked;
