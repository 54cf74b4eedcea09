@NullMarked
package dev.baton.worker.lifecycle;

import org.jspecify.annotations.NullMarked;
