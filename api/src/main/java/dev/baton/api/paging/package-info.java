/** Which part of a long list a client wants. */
@NullMarked
package dev.baton.api.paging;

import org.jspecify.annotations.NullMarked;
