/** For operators: whether the API and what it depends on are alive, periodic tasks, and dead letters. */
@NullMarked
package dev.baton.api.operate;

import org.jspecify.annotations.NullMarked;
