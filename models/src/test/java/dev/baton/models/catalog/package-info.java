/** Tests of this package. */
@NullMarked
package dev.baton.models.catalog;

import org.jspecify.annotations.NullMarked;
