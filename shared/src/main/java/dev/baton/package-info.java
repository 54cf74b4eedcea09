/** What the API and the workers share, put together. */
@NullMarked
package dev.baton;

import org.jspecify.annotations.NullMarked;
