/** The worker, put together: its auto-configuration and its settings. */
@NullMarked
package dev.baton.internal.queue;

import org.jspecify.annotations.NullMarked;
