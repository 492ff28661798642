/**
 * The bus SPI: how hubs that share rooms tell each other what happened.
 *
 * <p>The bus promises little on purpose. Updates commute and repeat harmlessly, and the hub compares state vectors at
 * every subscription, after every gap and on a timer; so publish/subscribe without acknowledgements is enough.
 *
 * <p><b>B1</b> Any message may be lost, doubled, reordered or delayed: the hub converges within its
 * {@code repairInterval} on a bus that does all four. The other rules stand at the methods that they bind.
 */
@NullMarked
package dev.collab4j.spi.bus;

import org.jspecify.annotations.NullMarked;
