/** Check-ins: what somebody reports of a day, validated field by field, and where that is kept. */
@NullMarked
package dev.baton.mood.checkin;

import org.jspecify.annotations.NullMarked;
