/** ONNX Runtime: the only package that sees it. */
@NullMarked
package dev.baton.models.runtime;

import org.jspecify.annotations.NullMarked;
