/** Blur: how sharp a photo is as a whole. */
@NullMarked
package dev.baton.models.blur;

import org.jspecify.annotations.NullMarked;
