/** Tests of this package. */
@NullMarked
package dev.baton.mood.checkin;

import org.jspecify.annotations.NullMarked;
