/** The dashboard and the alerts of docs/monitoring, read by a real Prometheus. */
@org.jspecify.annotations.NullMarked
package dev.collab4j.it.monitoring;
