/** What an application writes to have tasks run: handlers, and what these may throw. */
@NullMarked
package dev.baton.queue;

import org.jspecify.annotations.NullMarked;
