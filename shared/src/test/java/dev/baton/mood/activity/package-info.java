/** Tests of this package. */
@NullMarked
package dev.baton.mood.activity;

import org.jspecify.annotations.NullMarked;
