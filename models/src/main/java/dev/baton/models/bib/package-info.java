/** Race bibs: finding them and reading their numbers. */
@NullMarked
package dev.baton.models.bib;

import org.jspecify.annotations.NullMarked;
