/** Tests of this package. */
@NullMarked
package dev.baton.models.mood;

import org.jspecify.annotations.NullMarked;
