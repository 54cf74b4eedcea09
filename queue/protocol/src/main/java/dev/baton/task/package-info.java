/** What a task is: its identity, type, call, request, states, outcome and what to do when it fails. JDK only. */
@NullMarked
package dev.baton.task;

import org.jspecify.annotations.NullMarked;
