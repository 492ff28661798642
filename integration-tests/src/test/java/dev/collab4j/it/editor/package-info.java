/** The editor example with real Yjs clients and a real browser. */
package dev.collab4j.it.editor;
