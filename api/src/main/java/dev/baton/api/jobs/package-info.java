/** What has become of a job, at once or as soon as it has ended. */
@NullMarked
package dev.baton.api.jobs;

import org.jspecify.annotations.NullMarked;
