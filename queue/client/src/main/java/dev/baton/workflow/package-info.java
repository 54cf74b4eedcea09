/**
 * Workflows as an application describes them: a {@link dev.baton.workflow.Signature} says what is to be run,
 * {@link dev.baton.workflow.Options} say how. {@link dev.baton.workflow.WaitingChords} lists what has not gone on.
 */
@NullMarked
package dev.baton.workflow;

import org.jspecify.annotations.NullMarked;
