/** Check-ins over HTTP, and what is predicted from them. */
@NullMarked
package dev.baton.api.mood;

import org.jspecify.annotations.NullMarked;
