/** Tests of this package. */
@NullMarked
package dev.baton.models.blur;

import org.jspecify.annotations.NullMarked;
