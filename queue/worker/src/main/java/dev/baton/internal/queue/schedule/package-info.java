/** Has tasks wait for their time in the database, and sends them when it has come. */
@NullMarked
package dev.baton.internal.queue.schedule;

import org.jspecify.annotations.NullMarked;
