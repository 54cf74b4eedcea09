/** Messages that cannot run, for operators: they are looked at, sent again or purged. */
@NullMarked
package dev.baton.deadletter;

import org.jspecify.annotations.NullMarked;
