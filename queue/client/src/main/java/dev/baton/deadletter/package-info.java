/** Messages that cannot run: kept in PostgreSQL, to be looked at, sent again or purged. */
@NullMarked
package dev.baton.deadletter;

import org.jspecify.annotations.NullMarked;
