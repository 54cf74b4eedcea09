/** Finds photos by race number, by event and by a face. */
@NullMarked
package dev.baton.api.search;

import org.jspecify.annotations.NullMarked;
