/** Tests of this package. */
@NullMarked
package dev.baton.models.tree;

import org.jspecify.annotations.NullMarked;
