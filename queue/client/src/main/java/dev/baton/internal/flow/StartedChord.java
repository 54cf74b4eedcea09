package dev.baton.internal.flow;

import dev.baton.internal.result.ResultTree;
import dev.baton.workflow.Signature;

/**
 * A chord that begins here.
 *
 * @param expected how many tasks must end before the body is sent
 * @param header where their results will be
 */
public record StartedChord(Signature body, int expected, ResultTree header) {
    public String group() {
        return header.id();
    }
}
