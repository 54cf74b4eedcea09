/** A worker that a test steps by hand: the real runner, with the services it needs in memory. */
@NullMarked
package dev.baton.manual;

import org.jspecify.annotations.NullMarked;
