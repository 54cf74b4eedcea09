/** Every refusal and failure as a problem after RFC 9457, with a stable type and without a stack trace. */
@NullMarked
package dev.baton.api.problem;

import org.jspecify.annotations.NullMarked;
