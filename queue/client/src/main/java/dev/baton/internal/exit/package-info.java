/** What becomes of a process that is asked to end. */
@NullMarked
package dev.baton.internal.exit;

import org.jspecify.annotations.NullMarked;
