/** The real providers of y-websocket and Hocuspocus on a hub. */
package dev.collab4j.it.providers;
