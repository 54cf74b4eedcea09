/** The HTTP API: takes photos in, puts their tasks on the queue, and answers polls and searches. */
@NullMarked
package dev.baton.api;

import org.jspecify.annotations.NullMarked;
