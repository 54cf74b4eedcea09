/** Problem files with their right answers, from outside the project, run through what a worker does with them. */
@NullMarked
package dev.baton.worker.cases;

import org.jspecify.annotations.NullMarked;
