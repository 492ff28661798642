/**
 * The transport SPI: how frames get in and out.
 *
 * <p>A transport (Netty, Jakarta WebSocket, an in-process loopback) drives an {@link Acceptor}: it asks
 * {@link Acceptor#admit} before the upgrade, calls {@link Acceptor#accept} once the connection stands, hands over each
 * message to the {@link ConnectionListener} that came back and implements {@link Connection} for the way out. If its writes
 * block, or it may write one message at a time, {@link QueuedConnection} is that, over a {@link Wire}.
 *
 * <p>The rules carry ids (T1 to T14). Each stands in the Javadoc of the method that it binds, and each
 * is a test of that name in {@code TransportContract} of the testkit. Rules that bind a transport
 * as a whole:
 * <ul>
 *   <li><b>T11</b> A listener that throws closes that connection with 1011 and no other.
 *   <li><b>T12</b> Limits (message bytes, fragments, handshake time, header bytes) apply before allocation, each with
 *       its own code; a message above {@link Acceptor#maxFrameBytes} closes with 1009.
 *   <li><b>T13</b> Text frames are refused with 1003, unmasked client frames and reserved bits with 1002.
 *   <li><b>T14</b> At shutdown nothing is accepted any more, every connection gets its {@code onClosed}, and no thread
 *       or buffer is left.
 * </ul>
 */
@NullMarked
package dev.collab4j.spi.transport;

import org.jspecify.annotations.NullMarked;
