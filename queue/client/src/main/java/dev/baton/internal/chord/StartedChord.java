package dev.baton.internal.chord;

import dev.baton.internal.result.ResultTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chord that begins here.
 *
 * @param body its signature, as in messages
 * @param expected how many tasks must end before the body is sent
 * @param header where their results will be
 */
public record StartedChord(String group, Map<String, @Nullable Object> body, int expected, ResultTree header) {}
