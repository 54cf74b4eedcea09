@NullMarked
package dev.baton.worker.mood;

import org.jspecify.annotations.NullMarked;
