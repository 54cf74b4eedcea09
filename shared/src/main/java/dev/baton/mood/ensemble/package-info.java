/** Episodes of depression, hypomania and mania, from what sleep and what activity say together. */
@NullMarked
package dev.baton.mood.ensemble;

import org.jspecify.annotations.NullMarked;
