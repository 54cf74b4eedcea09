/** Measures a pack on material that it was not trained on; the program behind {@code make eval-models}. */
@NullMarked
package dev.baton.models.evaluation;

import org.jspecify.annotations.NullMarked;
