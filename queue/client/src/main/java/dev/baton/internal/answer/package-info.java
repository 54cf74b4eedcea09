/** Answers that several who ask the same share. */
@NullMarked
package dev.baton.internal.answer;

import org.jspecify.annotations.NullMarked;
