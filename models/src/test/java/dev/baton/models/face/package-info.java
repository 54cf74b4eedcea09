/** Tests of this package. */
@NullMarked
package dev.baton.models.face;

import org.jspecify.annotations.NullMarked;
