/** What tests that run scripts have in common: the scripts' processes, and a server's store that they come between. */
package dev.collab4j.it.host;
