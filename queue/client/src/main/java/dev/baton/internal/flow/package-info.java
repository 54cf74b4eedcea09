/** Workflows: signatures, chains, groups and chords as Celery sends them, and which messages and chords come of them. */
@NullMarked
package dev.baton.internal.flow;

import org.jspecify.annotations.NullMarked;
