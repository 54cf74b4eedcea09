/** The worker, put together: its auto-configuration and its settings. */
@NullMarked
package dev.baton.queue;

import org.jspecify.annotations.NullMarked;
