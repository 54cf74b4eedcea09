/** What is predicted of moods: by models where there are some, else by rules that say so. */
@NullMarked
package dev.baton.worker.mood;

import org.jspecify.annotations.NullMarked;
