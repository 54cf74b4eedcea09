/** Models of moods: what is loaded of them, swapped while requests run, and asked. */
@NullMarked
package dev.baton.models.mood;

import org.jspecify.annotations.NullMarked;
