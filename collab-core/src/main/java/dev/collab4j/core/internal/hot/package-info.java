/** Short cuts through a whole transaction for what people do most: typing, and what others typed. */
@NullMarked
package dev.collab4j.core.internal.hot;

import org.jspecify.annotations.NullMarked;
