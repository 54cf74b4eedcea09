/** Inference on photos: which models are loaded, and what they are for. */
@NullMarked
package dev.baton.models;

import org.jspecify.annotations.NullMarked;
