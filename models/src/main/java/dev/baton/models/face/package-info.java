/** Faces: finding them, aligning them, and turning them into vectors that can be compared. */
@NullMarked
package dev.baton.models.face;

import org.jspecify.annotations.NullMarked;
