/** The libraries whose models are read here, as oracles: they train and answer, and what is read of their files must answer the same. */
@NullMarked
package dev.baton.models.oracle;

import org.jspecify.annotations.NullMarked;
