/** Activity, minute by minute: whether a device was worn long enough for its counts to tell of the person. */
@NullMarked
package dev.baton.mood.activity;

import org.jspecify.annotations.NullMarked;
