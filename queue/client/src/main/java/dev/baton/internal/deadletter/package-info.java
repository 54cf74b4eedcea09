/** Keeps messages that cannot run in PostgreSQL, and sends them again. */
@NullMarked
package dev.baton.internal.deadletter;

import org.jspecify.annotations.NullMarked;
