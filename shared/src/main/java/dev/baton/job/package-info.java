/** What becomes of jobs when nobody asks for them any more, or their API died. */
@NullMarked
package dev.baton.job;

import org.jspecify.annotations.NullMarked;
