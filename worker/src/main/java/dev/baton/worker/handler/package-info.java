/** What each task does. */
@NullMarked
package dev.baton.worker.handler;

import org.jspecify.annotations.NullMarked;
