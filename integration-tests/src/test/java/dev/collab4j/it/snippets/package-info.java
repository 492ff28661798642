/** The Java in the pages is compiled. */
package dev.collab4j.it.snippets;
