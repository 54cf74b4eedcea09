/** Tasks that are sent again and again: when, what, and what is known of each. */
@NullMarked
package dev.baton.periodic;

import org.jspecify.annotations.NullMarked;
