/** Tests of this package. */
@NullMarked
package dev.baton.models.install;

import org.jspecify.annotations.NullMarked;
