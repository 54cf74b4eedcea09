/** Answers that several who ask the same share. */
@NullMarked
package dev.baton.answer;

import org.jspecify.annotations.NullMarked;
