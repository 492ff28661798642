/** What docs/research.md says, done to the letter. */
package dev.collab4j.it.research;
