/** Tests of this package. */
@NullMarked
package dev.baton.mood;

import org.jspecify.annotations.NullMarked;
