/** What the queue must never forget, in PostgreSQL: how tasks ended, and which wait for their time. */
@NullMarked
package dev.baton.internal.ledger;

import org.jspecify.annotations.NullMarked;
