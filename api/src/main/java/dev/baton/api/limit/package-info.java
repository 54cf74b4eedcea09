/** How many requests a tenant may send. */
@NullMarked
package dev.baton.api.limit;

import org.jspecify.annotations.NullMarked;
