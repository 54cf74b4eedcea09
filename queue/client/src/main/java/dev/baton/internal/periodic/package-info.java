/** What is known of periodic tasks, and which of their ticks are due. */
@NullMarked
package dev.baton.internal.periodic;

import org.jspecify.annotations.NullMarked;
