/** Puts photos and their tasks where the workers find them, all of a request or nothing. */
@NullMarked
package dev.baton.api.enqueue;

import org.jspecify.annotations.NullMarked;
