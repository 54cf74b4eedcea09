/** Moods: what is predicted of them, from what, and the tasks that do so. */
@NullMarked
package dev.baton.mood;

import org.jspecify.annotations.NullMarked;
