/** Task results where clients of Celery look for them: in Redis. */
@NullMarked
package dev.baton.internal.result;

import org.jspecify.annotations.NullMarked;
