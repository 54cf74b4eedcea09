/** Bodies in JSON: read without a shape, so that all that is wrong with one can be named at once. */
@NullMarked
package dev.baton.api.body;

import org.jspecify.annotations.NullMarked;
