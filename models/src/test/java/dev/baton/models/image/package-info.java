/** Tests of this package. */
@NullMarked
package dev.baton.models.image;

import org.jspecify.annotations.NullMarked;
