/** Models that their libraries wrote, with the libraries' own answers, held to what is read of them here. */
@NullMarked
package dev.baton.models.cases;

import org.jspecify.annotations.NullMarked;
