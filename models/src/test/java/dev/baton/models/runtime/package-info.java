/** Tests of this package. */
@NullMarked
package dev.baton.models.runtime;

import org.jspecify.annotations.NullMarked;
