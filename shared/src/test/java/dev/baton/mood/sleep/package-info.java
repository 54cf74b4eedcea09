/** Tests of this package. */
@NullMarked
package dev.baton.mood.sleep;

import org.jspecify.annotations.NullMarked;
