/** What clients and workers tell each other beside the tasks: so far, which tasks nobody wants any more. */
@NullMarked
package dev.baton.internal.control;

import org.jspecify.annotations.NullMarked;
