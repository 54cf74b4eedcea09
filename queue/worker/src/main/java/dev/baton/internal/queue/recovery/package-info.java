/** Sends tasks again that were accepted and whose messages are gone. */
@NullMarked
package dev.baton.internal.queue.recovery;

import org.jspecify.annotations.NullMarked;
