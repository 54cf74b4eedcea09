/** Starting and stopping: models before tasks, and no task lost on the way out. */
@NullMarked
package dev.baton.worker.lifecycle;

import org.jspecify.annotations.NullMarked;
