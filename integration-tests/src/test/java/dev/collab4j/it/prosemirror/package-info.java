/** Documents of editors, compared with the real y-prosemirror. */
package dev.collab4j.it.prosemirror;
