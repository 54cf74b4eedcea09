/** Tests of this package. */
@NullMarked
package dev.baton.models.bib;

import org.jspecify.annotations.NullMarked;
