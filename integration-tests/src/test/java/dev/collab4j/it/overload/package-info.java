/** A hub that gets more than it can do, over real sockets. */
package dev.collab4j.it.overload;
