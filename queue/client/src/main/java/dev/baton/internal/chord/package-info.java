/** Chords under way, in PostgreSQL: what must never be forgotten of them, and what they wait for. */
@NullMarked
package dev.baton.internal.chord;

import org.jspecify.annotations.NullMarked;
