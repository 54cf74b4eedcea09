/** What an application writes to have tasks run: handlers, and what these may throw. With {@code dev.baton.task} they need no other package. */
@NullMarked
package dev.baton.handler;

import org.jspecify.annotations.NullMarked;
