/**
 * The storage SPI: where documents stay.
 *
 * <p>A store keeps, for each document, a snapshot and the updates that came after it, all as opaque bytes. Calls block
 * and run on an executor that the host of the hub gives. Rules that bind a store as a whole:
 * <ul>
 *   <li><b>S18</b> Whatever is read back is checked (magic, version, CRC32C, see {@link Envelope}): a corrupt row throws
 *       {@code CORRUPT} for that document only, others go on, and the bytes are kept.
 *   <li><b>S19</b> Names are any Unicode without NUL up to 1,024 UTF-8 bytes, compared byte by byte: {@code "A"},
 *       {@code "a"} and {@code "a "} are three documents.
 *   <li><b>S20</b> Every call ends within its timeout, also when the peer hangs; interrupts are honoured.
 * </ul>
 * The other rules stand at the methods that they bind; {@code DocumentStoreContract} of the testkit has a test for each.
 */
@NullMarked
package dev.collab4j.spi.storage;

import org.jspecify.annotations.NullMarked;
