/** Tests of the whole: parity with references, memory, and what the registry promises. */
@NullMarked
package dev.baton.models;

import org.jspecify.annotations.NullMarked;
