/** Updates merged and cut without a document, compared with the real Yjs. */
package dev.collab4j.it.merge;
