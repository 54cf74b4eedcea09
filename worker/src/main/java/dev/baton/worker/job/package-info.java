/** Removes jobs whose API died, and those that expired long ago. */
@NullMarked
package dev.baton.worker.job;

import org.jspecify.annotations.NullMarked;
