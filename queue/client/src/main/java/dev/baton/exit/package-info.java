/** How a process ends when it is asked to. */
@NullMarked
package dev.baton.exit;

import org.jspecify.annotations.NullMarked;
