package dev.baton.internal.queue.flow;

import dev.baton.internal.flow.ChordPart;
import dev.baton.workflow.Signature;

/** A part of a chord, and the body that waits for it. */
record AwaitedPart(ChordPart part, Signature body) {}
